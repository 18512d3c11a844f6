/** How often strangers may ask. */
@NullMarked
package org.mailkeep.platform.rate;

import org.jspecify.annotations.NullMarked;
