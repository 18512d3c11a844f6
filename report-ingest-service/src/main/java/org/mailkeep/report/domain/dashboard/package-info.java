/** What the pages show: totals of days, and what is to be said of them. */
@NullMarked
package org.mailkeep.report.domain.dashboard;

import org.jspecify.annotations.NullMarked;
