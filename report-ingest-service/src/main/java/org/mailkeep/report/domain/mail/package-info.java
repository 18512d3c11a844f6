/** Who answers for a mail: DKIM (RFC 6376) as RFC 8460 §3 asks of report mails. */
@NullMarked
package org.mailkeep.report.domain.mail;

import org.jspecify.annotations.NullMarked;
