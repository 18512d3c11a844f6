@NullMarked
package org.mailkeep.testkit.layers.good.resolve;

import org.jspecify.annotations.NullMarked;
