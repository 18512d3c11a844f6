@NullMarked
package org.mailkeep.report.domain.dashboard;

import org.jspecify.annotations.NullMarked;
