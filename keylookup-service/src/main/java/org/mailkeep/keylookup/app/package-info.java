/** One class for each thing that the service does. */
@NullMarked
package org.mailkeep.keylookup.app;

import org.jspecify.annotations.NullMarked;
