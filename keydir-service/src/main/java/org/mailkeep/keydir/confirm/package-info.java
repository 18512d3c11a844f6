/** Asks DNS whether customers' domains want to be served here. */
@NullMarked
package org.mailkeep.keydir.confirm;

import org.jspecify.annotations.NullMarked;
