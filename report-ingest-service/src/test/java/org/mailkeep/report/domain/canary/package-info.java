@NullMarked
package org.mailkeep.report.domain.canary;

import org.jspecify.annotations.NullMarked;
