@NullMarked
package org.mailkeep.testkit.layers;

import org.jspecify.annotations.NullMarked;
