@NullMarked
package org.mailkeep.testkit.layers.good.store;

import org.jspecify.annotations.NullMarked;
