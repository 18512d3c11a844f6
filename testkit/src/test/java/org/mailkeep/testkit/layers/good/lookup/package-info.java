@NullMarked
package org.mailkeep.testkit.layers.good.lookup;

import org.jspecify.annotations.NullMarked;
