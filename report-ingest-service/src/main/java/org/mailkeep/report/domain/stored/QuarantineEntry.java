package org.mailkeep.report.domain.stored;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.Arrival.Payload;
import org.mailkeep.report.domain.Arrival.Transport;

/**
 * Something that could not be read.
 *
 * @param id of the arrival
 * @param size in octets
 * @param path where in it
 * @param faults how many of the reports in it cannot be read; path and reason are those of the first
 */
public record QuarantineEntry(
        UUID id,
        Instant receivedAt,
        Transport transport,
        Payload payload,
        Optional<DomainName> vouchedFor,
        int size,
        String path,
        String reason,
        int faults,
        Instant lastAttemptAt) {}
