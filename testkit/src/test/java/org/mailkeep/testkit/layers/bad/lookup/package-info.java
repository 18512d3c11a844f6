@NullMarked
package org.mailkeep.testkit.layers.bad.lookup;

import org.jspecify.annotations.NullMarked;
