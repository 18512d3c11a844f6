/** Failures that many reporters tell of, as one matter with a beginning, a verdict and an end. */
@NullMarked
package org.mailkeep.report.domain.incident;

import org.jspecify.annotations.NullMarked;
