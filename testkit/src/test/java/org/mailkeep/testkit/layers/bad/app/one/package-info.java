@NullMarked
package org.mailkeep.testkit.layers.bad.app.one;

import org.jspecify.annotations.NullMarked;
