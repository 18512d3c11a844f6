@NullMarked
package org.mailkeep.testkit.layers.contracts.fine;

import org.jspecify.annotations.NullMarked;
