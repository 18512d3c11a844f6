/**
 * A small internet on loopback, and the demo world that {@code ./mailkeep up} shows to whoever has no network at hand.
 *
 * <p>Nothing here leaves 127.0.0.0/8, and every name ends in {@code .example} or {@code .test} (RFC 2606).
 */
@NullMarked
package org.mailkeep.testkit.world;

import org.jspecify.annotations.NullMarked;
