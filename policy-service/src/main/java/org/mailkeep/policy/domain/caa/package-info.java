/**
 * CAA (RFC 8659): which certification authorities may issue certificates for a name, with the parameters of RFC 8657.
 *
 * <p>{@link org.mailkeep.policy.domain.caa.CaaSearch} climbs from the name towards the root until records are found;
 * {@link org.mailkeep.policy.domain.caa.CaaRules} says what they allow.
 */
@NullMarked
package org.mailkeep.policy.domain.caa;

import org.jspecify.annotations.NullMarked;
