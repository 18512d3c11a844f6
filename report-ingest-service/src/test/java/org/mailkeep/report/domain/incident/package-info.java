@NullMarked
package org.mailkeep.report.domain.incident;

import org.jspecify.annotations.NullMarked;
