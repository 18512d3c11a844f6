/** Signatures of mails: DKIM (RFC 6376, RFC 8463) and the word of a mail server that is trusted (RFC 8601). */
@NullMarked
package org.mailkeep.report.mail;

import org.jspecify.annotations.NullMarked;
