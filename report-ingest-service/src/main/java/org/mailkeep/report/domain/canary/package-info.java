/** Test reports that we send to ourselves: where one does not arrive, others do not either. */
@NullMarked
package org.mailkeep.report.domain.canary;

import org.jspecify.annotations.NullMarked;
