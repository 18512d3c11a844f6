package org.mailkeep.report.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.mailkeep.contracts.DomainName;

/**
 * Something that came in and may hold reports, as it is spooled.
 *
 * @param id stays the same however often it is processed
 * @param vouchedFor the domain whose secret path it came by, or whose signature it bears; empty where nobody vouches
 */
public record Arrival(
        UUID id, Instant at, Transport transport, Payload payload, Optional<DomainName> vouchedFor, Body body) {

    /** The way in. */
    public enum Transport {
        HTTPS,
        REST,
        LMTP
    }

    /** What the bytes are. */
    public enum Payload {
        /** A TLS report, perhaps compressed (RFC 8460 §5.4). */
        REPORT,
        /** A mail with reports attached (RFC 8460 §5.3; RFC 7489 §7.2.1.1). */
        MESSAGE
    }
}
