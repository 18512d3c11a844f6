@NullMarked
package org.mailkeep.keylookup.events;

import org.jspecify.annotations.NullMarked;
