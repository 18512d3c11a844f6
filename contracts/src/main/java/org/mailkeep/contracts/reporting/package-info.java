/** Where reports are to go, as DMARC (RFC 9989 §4.6) and TLSRPT (RFC 8460 §3) records name it. */
@NullMarked
package org.mailkeep.contracts.reporting;

import org.jspecify.annotations.NullMarked;
