/**
 * What the services share: value types that cannot hold an illegal value, and the events they send one another.
 *
 * <p>Nothing here needs more than {@code java.base}, so that any program can read the events with it.
 */
@NullMarked
package org.mailkeep.contracts;

import org.jspecify.annotations.NullMarked;
