package org.mailkeep.report.store;

import java.time.Instant;
import java.time.OffsetDateTime;

/** Columns of native queries. */
final class Columns {

    private Columns() {}

    /** A {@code timestamptz} that is not null. */
    static Instant instant(Object column) {
        return ((OffsetDateTime) column).toInstant();
    }
}
