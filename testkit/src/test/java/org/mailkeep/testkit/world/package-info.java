@NullMarked
package org.mailkeep.testkit.world;

import org.jspecify.annotations.NullMarked;
