@NullMarked
package org.mailkeep.keydir.domain.wkd;

import org.jspecify.annotations.NullMarked;
