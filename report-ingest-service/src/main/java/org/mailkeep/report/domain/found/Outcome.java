package org.mailkeep.report.domain.found;

import java.util.UUID;

/** What became of something found. */
public sealed interface Outcome {

    /** It is new, and counted. */
    record Kept(UUID report) implements Outcome {}

    /** It was kept before; nothing is counted. */
    record Seen(UUID report) implements Outcome {}

    /** There is another one of the same key; this one is put beside it and not counted. */
    record Conflict(UUID report) implements Outcome {}

    /** It cannot be read; what it came in is in quarantine. */
    record Quarantined(String path, String reason) implements Outcome {}
}
