/** Tests of unpacking and reading. */
@NullMarked
package org.mailkeep.report.intake;

import org.jspecify.annotations.NullMarked;
