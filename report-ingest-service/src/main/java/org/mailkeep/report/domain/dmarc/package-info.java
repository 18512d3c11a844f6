/** DMARC aggregate reports (RFC 7489, appendix C; RFC 9990). */
@NullMarked
package org.mailkeep.report.domain.dmarc;

import org.jspecify.annotations.NullMarked;
