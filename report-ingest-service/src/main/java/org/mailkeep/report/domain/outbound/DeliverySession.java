package org.mailkeep.report.domain.outbound;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;

/**
 * What came of TLS when our mail servers delivered to a domain.
 *
 * @param at when the session took place
 * @param domain whose policy was applied
 * @param failure empty for sessions that succeeded
 * @param sessions how many there were alike, at least one
 * @param reportOnly they carried nothing but reports of ours, and are not to be reported (RFC 8460 §3)
 */
public record DeliverySession(
        Instant at,
        DomainName domain,
        PolicySeen policy,
        Optional<FailureKind> failure,
        long sessions,
        boolean reportOnly) {

    /** The day in whose report they belong (RFC 8460 §4.1). */
    public LocalDate day() {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
