/** The whole service. */
@NullMarked
package org.mailkeep.report;

import org.jspecify.annotations.NullMarked;
