/**
 * DMARC (RFC 9989): what the owner of a domain asks of receivers whose mail is not proven to come from it.
 *
 * <p>{@link org.mailkeep.policy.domain.dmarc.TreeWalk} finds the records from a name up to the top level; from it follow
 * the organizational domain (§4.10.2) and the policy (§4.10.1, {@link
 * org.mailkeep.policy.domain.dmarc.PolicyDiscovery}). {@link org.mailkeep.policy.domain.dmarc.Evaluation} joins it with
 * the results of SPF and DKIM. Section numbers are those of the last draft of RFC 9989 (draft-ietf-dmarc-dmarcbis-41).
 */
@NullMarked
package org.mailkeep.policy.domain.dmarc;

import org.jspecify.annotations.NullMarked;
