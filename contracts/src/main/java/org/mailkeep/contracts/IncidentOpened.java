package org.mailkeep.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * Verified reports tell of failures of one kind at one of our hosts; told on {@value #TOPIC}, keyed by the domain, when that is
 * new, and when a closed incident goes on.
 *
 * @param id of the incident in report-ingest-service
 * @param mxHost the host that was connected to, as reported; may be empty
 * @param resultType the word of RFC 8460 §4.3, or another one as reported
 * @param firstSeen begin of the first report's time
 * @param lastSeen end of the last report's time
 * @param sessions that failed so far
 * @param organizations that reported so far
 * @param again whether it was closed before
 */
public record IncidentOpened(
        UUID id,
        DomainName domain,
        String mxHost,
        String resultType,
        Instant firstSeen,
        Instant lastSeen,
        long sessions,
        int organizations,
        boolean again,
        Instant at) {

    public static final String TOPIC = "mailkeep.reports";
    public static final String TYPE = "incident.opened";
}
