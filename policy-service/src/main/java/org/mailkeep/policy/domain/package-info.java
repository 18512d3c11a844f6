/**
 * How mail to a domain must be secured: what DANE and MTA-STS say, combined into one answer.
 *
 * <p>{@link org.mailkeep.policy.domain.Combination} holds the rules; {@link org.mailkeep.policy.domain.TlsPolicy} is
 * what is cached, stored and shown. All of it is pure: facts and the time go in, decisions come out.
 */
@NullMarked
package org.mailkeep.policy.domain;

import org.jspecify.annotations.NullMarked;
