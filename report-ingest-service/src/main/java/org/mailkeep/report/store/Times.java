package org.mailkeep.report.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Times in rows of native queries, which come as the driver has them. */
final class Times {

    private Times() {}

    static Instant instant(Object column) {
        return switch (column) {
            case Instant instant -> instant;
            case OffsetDateTime time -> time.toInstant();
            default -> throw new IllegalArgumentException("not a time: " + column.getClass());
        };
    }

    static Optional<Instant> optionalInstant(@Nullable Object column) {
        return Optional.ofNullable(column).map(Times::instant);
    }
}
