@NullMarked
package org.mailkeep.testkit.layers.bad.events;

import org.jspecify.annotations.NullMarked;
