package org.mailkeep.contracts;

import java.time.Instant;

/**
 * Somebody reports on {@value #TOPIC}, keyed by the domain, that mail to a domain of ours could not be secured. Anybody
 * can send a report, so this is a hint and no proof.
 *
 * @param resultType the word of RFC 8460 §4.3, for example {@code tlsa-invalid}
 * @param mxHost the host that was connected to, as reported; may be empty
 * @param failedSessions how many connections the report counts
 * @param reporter the organisation that reports; at most 200 characters
 * @param reportId the report's own id; at most 200 characters
 * @param begin of the time that the report covers
 * @param end of the time that the report covers
 */
public record TlsFailureObserved(
        DomainName domain,
        String resultType,
        String mxHost,
        long failedSessions,
        String reporter,
        String reportId,
        Instant begin,
        Instant end) {

    public static final String TOPIC = "mailkeep.reports";
    public static final String TYPE = "tls.failure-observed";
}
