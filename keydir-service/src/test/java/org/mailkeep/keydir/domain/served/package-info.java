@NullMarked
package org.mailkeep.keydir.domain.served;

import org.jspecify.annotations.NullMarked;
