@NullMarked
package org.mailkeep.ui.table;

import org.jspecify.annotations.NullMarked;
