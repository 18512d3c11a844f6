package org.mailkeep.report.domain.outbound;

import java.time.Instant;
import java.util.Optional;

/** What one attempt to deliver a report came to. */
public sealed interface Attempt {

    /**
     * The receiver took it.
     *
     * @param status of HTTP or SMTP
     * @param reply what it said, fit to be stored
     */
    record Taken(int status, String reply) implements Attempt {}

    /** The receiver does not want it, now or later. */
    record Refused(Optional<Integer> status, String reply) implements Attempt {}

    /**
     * It may work later.
     *
     * @param retryAt when the receiver wants to be tried again, where it said so
     */
    record Failed(Optional<Integer> status, String reply, Optional<Instant> retryAt) implements Attempt {}
}
