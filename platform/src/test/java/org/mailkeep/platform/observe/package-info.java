@NullMarked
package org.mailkeep.platform.observe;
import org.jspecify.annotations.NullMarked;
