/** Who calls, and what they may do. */
@NullMarked
package org.mailkeep.platform.auth;

import org.jspecify.annotations.NullMarked;
