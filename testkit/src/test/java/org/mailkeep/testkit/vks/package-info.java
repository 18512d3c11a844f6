@NullMarked
package org.mailkeep.testkit.vks;

import org.jspecify.annotations.NullMarked;
