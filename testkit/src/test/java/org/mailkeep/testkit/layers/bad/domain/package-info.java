@NullMarked
package org.mailkeep.testkit.layers.bad.domain;

import org.jspecify.annotations.NullMarked;
