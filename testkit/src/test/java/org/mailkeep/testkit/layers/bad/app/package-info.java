@NullMarked
package org.mailkeep.testkit.layers.bad.app;

import org.jspecify.annotations.NullMarked;
