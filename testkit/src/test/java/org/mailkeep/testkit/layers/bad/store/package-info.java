@NullMarked
package org.mailkeep.testkit.layers.bad.store;

import org.jspecify.annotations.NullMarked;
