package org.mailkeep.report.domain.stored;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.Arrival.Transport;
import org.mailkeep.report.domain.DateRange;
import org.mailkeep.report.domain.ReportKey.Kind;
import org.mailkeep.report.domain.Trust;

/**
 * The head of a kept report.
 *
 * @param timesReceived how often it came
 * @param hosted whether it is about a domain of ours
 * @param succeeded sessions; for DMARC, messages that pass
 * @param failed sessions; for DMARC, messages that do not
 * @param quirks words of the deviations
 * @param signedBy the domain whose DKIM signature makes it verified
 */
public record KeptReport(
        UUID id,
        Kind kind,
        String organization,
        Optional<String> contact,
        String reportId,
        DateRange range,
        List<DomainName> domains,
        Instant receivedAt,
        Instant lastReceivedAt,
        int timesReceived,
        Transport transport,
        Trust trust,
        boolean hosted,
        long succeeded,
        long failed,
        List<String> quirks,
        Optional<DomainName> signedBy) {}
