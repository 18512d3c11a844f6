@NullMarked
package org.mailkeep.keylookup.app;

import org.jspecify.annotations.NullMarked;
