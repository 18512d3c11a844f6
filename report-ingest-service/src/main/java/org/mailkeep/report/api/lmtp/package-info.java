/** The way in for mail servers: LMTP (RFC 2033), one transport line in Postfix. */
@NullMarked
package org.mailkeep.report.api.lmtp;

import org.jspecify.annotations.NullMarked;
