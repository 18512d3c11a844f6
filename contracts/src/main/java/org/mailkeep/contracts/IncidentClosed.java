package org.mailkeep.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * An incident is over; told on {@value #TOPIC}, keyed by the domain.
 *
 * @param id of the incident in report-ingest-service
 * @param mxHost the host that was connected to, as reported; may be empty
 * @param resultType the word of RFC 8460 §4.3, or another one as reported
 * @param firstSeen begin of the first report's time
 * @param lastSeen end of the last report's time
 * @param sessions that failed in all
 * @param organizations that reported
 * @param reason {@code clean-days}, {@code silence}, {@code merged}, {@code withdrawn}; of test reports {@code arrived} or {@code unwatched}
 */
public record IncidentClosed(
        UUID id,
        DomainName domain,
        String mxHost,
        String resultType,
        Instant firstSeen,
        Instant lastSeen,
        long sessions,
        int organizations,
        String reason,
        Instant at) {

    public static final String TOPIC = "mailkeep.reports";
    public static final String TYPE = "incident.closed";
}
