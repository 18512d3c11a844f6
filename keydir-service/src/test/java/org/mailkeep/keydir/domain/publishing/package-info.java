@NullMarked
package org.mailkeep.keydir.domain.publishing;

import org.jspecify.annotations.NullMarked;
