@NullMarked
package org.mailkeep.testkit.layers.good.config;

import org.jspecify.annotations.NullMarked;
