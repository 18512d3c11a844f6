@NullMarked
package org.mailkeep.testkit.layers.good.api.socketmap;

import org.jspecify.annotations.NullMarked;
