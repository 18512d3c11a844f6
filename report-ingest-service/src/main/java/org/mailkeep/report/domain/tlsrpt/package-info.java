/** SMTP TLS reports (RFC 8460). */
@NullMarked
package org.mailkeep.report.domain.tlsrpt;

import org.jspecify.annotations.NullMarked;
