@NullMarked
package org.mailkeep.keylookup.lookup;

import org.jspecify.annotations.NullMarked;
