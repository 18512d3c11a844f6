@NullMarked
package org.mailkeep.testkit.layers.bad.ops;

import org.jspecify.annotations.NullMarked;
