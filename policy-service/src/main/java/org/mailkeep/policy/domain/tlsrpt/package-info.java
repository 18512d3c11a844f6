/** SMTP TLS reporting (RFC 8460): where a domain wants reports about TLS to its mail servers. */
@NullMarked
package org.mailkeep.policy.domain.tlsrpt;

import org.jspecify.annotations.NullMarked;
