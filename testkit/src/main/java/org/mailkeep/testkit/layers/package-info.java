/** The directions in which packages may import one another, as tests that explain themselves. */
@NullMarked
package org.mailkeep.testkit.layers;

import org.jspecify.annotations.NullMarked;
