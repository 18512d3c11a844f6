package org.mailkeep.report.domain.dashboard;

import java.time.Instant;
import java.util.UUID;
import org.mailkeep.report.domain.tlsrpt.FailureDetail;

/**
 * A failure detail with what its report says of it.
 *
 * @param id where it stands among those of one time
 * @param begin of the time that the report covers
 * @param organization as written
 */
public record FailureRow(
        long id,
        UUID report,
        Instant begin,
        String organization,
        String domain,
        String policyType,
        FailureDetail detail) {

    /** After this one the next piece of a list begins. */
    public Place place() {
        return new Place(begin, id);
    }

    /** Where in the list, which runs from the latest to the earliest. */
    public record Place(Instant begin, long id) {

        /** Before the first. */
        public static final Place START = new Place(Instant.parse("9999-12-31T00:00:00Z"), Long.MAX_VALUE);
    }
}
