package org.mailkeep.keydir.domain.served;

import java.time.Duration;

/**
 * How long a customer's domain is waited for.
 *
 * @param whenUnknown it is served on while DNS gives no answer, up to this long after the last proof
 * @param whenLapsed its addresses stay with their accounts, up to this long after it stopped being served; whoever proves
 *     the domain later starts with none
 */
public record Patience(Duration whenUnknown, Duration whenLapsed) {}
