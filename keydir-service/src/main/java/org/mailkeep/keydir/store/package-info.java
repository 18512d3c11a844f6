/** What the directory keeps in PostgreSQL. What must never happen, such as handing an address on, the schema itself refuses. */
@NullMarked
package org.mailkeep.keydir.store;

import org.jspecify.annotations.NullMarked;
