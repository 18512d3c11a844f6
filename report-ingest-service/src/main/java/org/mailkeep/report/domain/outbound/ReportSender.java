package org.mailkeep.report.domain.outbound;

import org.mailkeep.contracts.DomainName;

/**
 * Who we are in the reports that we send.
 *
 * @param organization its name
 * @param submitter the domain that signs for the reports (RFC 8460 §5.3)
 * @param contact how we can be reached, for example a mail address (RFC 8460 §4.4)
 */
public record ReportSender(String organization, DomainName submitter, String contact) {}
