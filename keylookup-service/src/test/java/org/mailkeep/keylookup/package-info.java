@NullMarked
package org.mailkeep.keylookup;

import org.jspecify.annotations.NullMarked;
