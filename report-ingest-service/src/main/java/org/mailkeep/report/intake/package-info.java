/** From bytes to reports: unpacking and reading what strangers send, within limits; and the spool on disk. */
@NullMarked
package org.mailkeep.report.intake;

import org.jspecify.annotations.NullMarked;
