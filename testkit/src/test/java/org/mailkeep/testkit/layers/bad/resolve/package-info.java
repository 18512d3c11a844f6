@NullMarked
package org.mailkeep.testkit.layers.bad.resolve;

import org.jspecify.annotations.NullMarked;
