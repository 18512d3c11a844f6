/** Tests of who answers for a mail. */
@NullMarked
package org.mailkeep.report.mail;

import org.jspecify.annotations.NullMarked;
