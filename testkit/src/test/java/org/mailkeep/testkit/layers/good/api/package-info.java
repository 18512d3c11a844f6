@NullMarked
package org.mailkeep.testkit.layers.good.api;

import org.jspecify.annotations.NullMarked;
