/** What was found in an arrival. */
@NullMarked
package org.mailkeep.report.domain.found;

import org.jspecify.annotations.NullMarked;
