@NullMarked
package org.mailkeep.testkit.layers.bad.config;

import org.jspecify.annotations.NullMarked;
