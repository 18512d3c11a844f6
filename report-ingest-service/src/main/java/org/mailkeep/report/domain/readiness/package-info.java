/** What a stricter policy would have done to the mail of the last weeks. */
@NullMarked
package org.mailkeep.report.domain.readiness;

import org.jspecify.annotations.NullMarked;
