@NullMarked
package org.mailkeep.keydir.domain.ownership;

import org.jspecify.annotations.NullMarked;
