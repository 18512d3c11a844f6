/**
 * Asks the world: the hosts that serve MTA-STS policies (RFC 8461 §3.3), and DNS for what DANE needs. What comes in is bounded
 * before it is read, and nothing of it is repeated in a message.
 */
@NullMarked
package org.mailkeep.policy.resolve;

import org.jspecify.annotations.NullMarked;
