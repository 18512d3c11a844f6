/** Tests. */
@NullMarked
package org.mailkeep.report.deliver;

import org.jspecify.annotations.NullMarked;
