/** Lists with sums: shown on a page, and handed out as CSV or JSON with the same numbers. */
@NullMarked
package org.mailkeep.ui.table;

import org.jspecify.annotations.NullMarked;
