/** Tests. */
@NullMarked
package org.mailkeep.report.domain.outbound;

import org.jspecify.annotations.NullMarked;
