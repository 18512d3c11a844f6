package org.mailkeep.contracts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What came of TLS when one of our mail servers delivered to a domain; told on {@value #TOPIC}, keyed by the domain, by the
 * mail servers. report-ingest-service counts it for the TLS report to that domain (RFC 8460).
 *
 * @param id of this outcome: told twice, it is counted once
 * @param at when the session took place
 * @param domain whose policy was applied
 * @param policyType {@code sts}, {@code tlsa} or {@code no-policy-found}
 * @param policyStrings lines of the MTA-STS policy, or TLSA records, as RFC 8460 §4.4 has them
 * @param mxHosts the patterns of the MTA-STS policy
 * @param resultType a word of RFC 8460 §4.3; empty for sessions that succeeded
 * @param sendingMtaIp our address; to be there for a session that failed
 * @param sessions how many there were alike
 * @param additionalInformation a URI
 * @param reportOnly they carried nothing but TLS reports of ours, and are left out (RFC 8460 §3)
 */
public record TlsSession(
        UUID id,
        Instant at,
        DomainName domain,
        String policyType,
        List<String> policyStrings,
        List<String> mxHosts,
        Optional<String> resultType,
        Optional<String> sendingMtaIp,
        Optional<String> receivingMxHostname,
        Optional<String> receivingMxHelo,
        Optional<String> receivingIp,
        long sessions,
        Optional<String> additionalInformation,
        Optional<String> failureReasonCode,
        boolean reportOnly) {

    public static final String TOPIC = "mailkeep.tls-sessions";
    public static final String TYPE = "tls.session";

    public TlsSession {
        policyStrings = List.copyOf(policyStrings);
        mxHosts = List.copyOf(mxHosts);
    }
}
