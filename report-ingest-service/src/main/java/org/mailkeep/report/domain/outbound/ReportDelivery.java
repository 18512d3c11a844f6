package org.mailkeep.report.domain.outbound;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A report's way to one destination.
 *
 * @param destination the URI as the domain's record has it
 * @param dueAt of the next attempt, while it waits
 * @param status of HTTP or SMTP, of the last attempt
 * @param reply what the receiver said, or what was in the way
 */
public record ReportDelivery(
        UUID id,
        String destination,
        DeliveryState state,
        Instant dueAt,
        int attempts,
        Optional<Instant> lastAttemptAt,
        Optional<Integer> status,
        Optional<String> reply) {}
