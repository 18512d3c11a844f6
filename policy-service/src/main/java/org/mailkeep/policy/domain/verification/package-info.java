/**
 * Whether what an MX host shows in TLS satisfies a domain's policy: DANE (RFC 7672 §3), MTA-STS (RFC 8461 §4), and the
 * words in which a report would tell of a failure (RFC 8460 §4.3).
 */
@NullMarked
package org.mailkeep.policy.domain.verification;

import org.jspecify.annotations.NullMarked;
