package org.mailkeep.report.domain.outbound;

import java.time.LocalDate;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;

/**
 * Which of our reports are wanted.
 *
 * @param from the first day reported about
 * @param to the last one
 * @param state that at least one delivery is in
 */
public record SentFilter(
        Optional<DomainName> domain, Optional<LocalDate> from, Optional<LocalDate> to, Optional<DeliveryState> state) {}
