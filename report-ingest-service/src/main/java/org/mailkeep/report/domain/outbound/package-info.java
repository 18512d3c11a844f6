/** What we report to others (RFC 8460): outcomes of our own deliveries, counted by day, and the reports made of them. */
@NullMarked
package org.mailkeep.report.domain.outbound;

import org.jspecify.annotations.NullMarked;
