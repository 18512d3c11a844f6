package org.mailkeep.report.domain.stored;

import java.time.Instant;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;

/**
 * Which reports are wanted.
 *
 * @param from beginning of the time covered, inclusive
 * @param to the same, exclusive
 * @param organization folded
 * @param hosted only those about domains of ours, or only the others
 */
public record ReportFilter(
        Optional<DomainName> domain,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> organization,
        boolean failuresOnly,
        Optional<Boolean> hosted) {

    public static final ReportFilter ALL = new ReportFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.empty());
}
