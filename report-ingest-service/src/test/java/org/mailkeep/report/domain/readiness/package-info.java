@NullMarked
package org.mailkeep.report.domain.readiness;

import org.jspecify.annotations.NullMarked;
