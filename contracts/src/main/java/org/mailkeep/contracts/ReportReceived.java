package org.mailkeep.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * A report about a domain of ours is new and was kept; told on {@value #TOPIC}, keyed by the domain.
 *
 * @param id of the report in report-ingest-service
 * @param kind {@code tls} (RFC 8460) or {@code dmarc} (RFC 7489, RFC 9990)
 * @param reporter the organisation that reports, as it calls itself; at most 200 characters
 * @param trust how it is known who sent it: {@code dkim}, {@code token} or {@code unverified}
 * @param begin of the time that the report covers
 * @param end of the time that the report covers
 * @param succeeded sessions of all the report; for DMARC, messages that pass
 * @param failed sessions of all the report; for DMARC, messages that do not
 */
public record ReportReceived(
        DomainName domain,
        UUID id,
        String kind,
        String reporter,
        String trust,
        Instant begin,
        Instant end,
        long succeeded,
        long failed,
        Instant at) {

    public static final String TOPIC = "mailkeep.reports";
    public static final String TYPE = "report.received";
}
