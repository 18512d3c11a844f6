@NullMarked
package org.mailkeep.testkit.layers.good.domain;

import org.jspecify.annotations.NullMarked;
