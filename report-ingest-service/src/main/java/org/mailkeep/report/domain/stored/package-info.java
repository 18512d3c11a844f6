/** What is known of reports that were kept. */
@NullMarked
package org.mailkeep.report.domain.stored;

import org.jspecify.annotations.NullMarked;
