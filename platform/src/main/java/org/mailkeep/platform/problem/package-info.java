/** Errors as clients see them (RFC 9457). */
@NullMarked
package org.mailkeep.platform.problem;

import org.jspecify.annotations.NullMarked;
