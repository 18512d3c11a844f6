@NullMarked
package org.mailkeep.testkit.layers.good.app;

import org.jspecify.annotations.NullMarked;
