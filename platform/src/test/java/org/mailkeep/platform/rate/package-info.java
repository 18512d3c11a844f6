@NullMarked
package org.mailkeep.platform.rate;

import org.jspecify.annotations.NullMarked;
