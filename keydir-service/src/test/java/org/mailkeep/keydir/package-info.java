@NullMarked
package org.mailkeep.keydir;

import org.jspecify.annotations.NullMarked;
