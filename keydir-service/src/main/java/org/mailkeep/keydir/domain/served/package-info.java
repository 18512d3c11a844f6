/** For which domains the directory answers, and how a customer's domain proves that it wants to be served here. */
@NullMarked
package org.mailkeep.keydir.domain.served;

import org.jspecify.annotations.NullMarked;
