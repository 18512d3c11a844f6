/** The service's HTTP interfaces. */
@NullMarked
package org.mailkeep.keylookup.api;

import org.jspecify.annotations.NullMarked;
