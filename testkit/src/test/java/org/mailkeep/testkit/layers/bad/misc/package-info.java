@NullMarked
package org.mailkeep.testkit.layers.bad.misc;

import org.jspecify.annotations.NullMarked;
