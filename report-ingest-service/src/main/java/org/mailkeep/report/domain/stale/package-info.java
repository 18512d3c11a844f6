/** Which MTA-STS policy each sender goes by. */
@NullMarked
package org.mailkeep.report.domain.stale;

import org.jspecify.annotations.NullMarked;
