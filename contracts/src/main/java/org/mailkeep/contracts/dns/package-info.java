/** What DNS said, as values: the records with how sure they are, or why there are none. */
@NullMarked
package org.mailkeep.contracts.dns;

import org.jspecify.annotations.NullMarked;
