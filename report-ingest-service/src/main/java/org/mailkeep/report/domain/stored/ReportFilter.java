package org.mailkeep.report.domain.stored;

import java.time.Instant;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.ReportKey.Kind;

/**
 * Which reports are wanted.
 *
 * @param from beginning of the time covered, inclusive
 * @param to the same, exclusive
 * @param organization folded
 * @param hosted only those about domains of ours, or only the others
 * @param verified only those by known senders, or only the others
 * @param kind only those of one kind
 * @param arrived only those that came in so
 */
public record ReportFilter(
        Optional<DomainName> domain,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> organization,
        boolean failuresOnly,
        Optional<Boolean> hosted,
        Optional<Boolean> verified,
        Optional<Kind> kind,
        Optional<Arrived> arrived) {

    public static final ReportFilter ALL = new ReportFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
}
