/** Tests of TLS reports. */
@NullMarked
package org.mailkeep.report.domain.tlsrpt;

import org.jspecify.annotations.NullMarked;
