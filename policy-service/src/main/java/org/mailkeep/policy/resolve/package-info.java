/**
 * Asks the world: DNS with validation (RFC 4035), and the hosts that serve MTA-STS policies (RFC 8461 §3.3).
 *
 * <p>{@link org.mailkeep.policy.resolve.DnsResolver} gives every answer as a value that says how sure it is;
 * {@link org.mailkeep.policy.resolve.PolicyHost} fetches policies. What comes in is bounded before it is read, and
 * nothing of it is repeated in a message.
 */
@NullMarked
package org.mailkeep.policy.resolve;

import org.jspecify.annotations.NullMarked;
