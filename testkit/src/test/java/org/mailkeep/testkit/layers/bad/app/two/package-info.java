@NullMarked
package org.mailkeep.testkit.layers.bad.app.two;

import org.jspecify.annotations.NullMarked;
