@NullMarked
package org.mailkeep.testkit.layers.bad.api;

import org.jspecify.annotations.NullMarked;
