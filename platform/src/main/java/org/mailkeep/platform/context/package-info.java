/** Which thread goes on with an answer. */
@NullMarked
package org.mailkeep.platform.context;

import org.jspecify.annotations.NullMarked;
