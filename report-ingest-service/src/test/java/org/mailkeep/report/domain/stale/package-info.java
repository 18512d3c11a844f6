@NullMarked
package org.mailkeep.report.domain.stale;

import org.jspecify.annotations.NullMarked;
