@NullMarked
package org.mailkeep.testkit.layers.good.events;

import org.jspecify.annotations.NullMarked;
