/**
 * Is what a domain publishes right, and does it fit what its hosts really show? Each check is a pure function from
 * facts to {@code pass}, {@code warn} or {@code fail}, with what was seen and how to mend it.
 */
@NullMarked
package org.mailkeep.policy.domain.posture;

import org.jspecify.annotations.NullMarked;
