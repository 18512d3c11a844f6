/** The socketmap server, from bytes to replies. */
@NullMarked
package org.mailkeep.policy.api.socketmap;

import org.jspecify.annotations.NullMarked;
