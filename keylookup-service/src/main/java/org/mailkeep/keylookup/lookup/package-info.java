/** Who is asked for keys: our own directory, Web Key Directories and keyservers. Strangers choose whom, so every request goes to a checked address and is bounded in time and octets. */
@NullMarked
package org.mailkeep.keylookup.lookup;

import org.jspecify.annotations.NullMarked;
