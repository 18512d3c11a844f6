/** What this service tells the others, and what it follows. */
@NullMarked
package org.mailkeep.keylookup.events;

import org.jspecify.annotations.NullMarked;
