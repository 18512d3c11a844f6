package org.mailkeep.report.domain.outbound;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.mailkeep.contracts.DomainName;

/**
 * A report that we made.
 *
 * @param reportId as it stands in the report
 * @param succeeded sessions
 * @param failed sessions
 */
public record SentReport(
        UUID id,
        DomainName domain,
        LocalDate day,
        String reportId,
        String fileName,
        long succeeded,
        long failed,
        Instant builtAt,
        List<ReportDelivery> deliveries) {

    public SentReport {
        deliveries = List.copyOf(deliveries);
    }
}
