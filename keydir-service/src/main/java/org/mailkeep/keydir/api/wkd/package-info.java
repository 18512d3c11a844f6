/** The Web Key Directory itself, as the world sees it. */
@NullMarked
package org.mailkeep.keydir.api.wkd;

import org.jspecify.annotations.NullMarked;
