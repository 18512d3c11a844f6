/** What an operator can set. */
@NullMarked
package org.mailkeep.keylookup.config;

import org.jspecify.annotations.NullMarked;
