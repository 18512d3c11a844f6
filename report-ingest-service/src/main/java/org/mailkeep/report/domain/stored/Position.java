package org.mailkeep.report.domain.stored;

import java.time.Instant;
import java.util.UUID;

/** The last item of a page, in lists that run from the latest to the earliest. */
public record Position(Instant time, UUID id) {

    /** Before the first item. */
    public static final Position START = new Position(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));
}
