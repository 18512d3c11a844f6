@NullMarked
package org.mailkeep.testkit.layers.good.ops;

import org.jspecify.annotations.NullMarked;
