@NullMarked
package org.mailkeep.testkit.layers.contracts;

import org.jspecify.annotations.NullMarked;
