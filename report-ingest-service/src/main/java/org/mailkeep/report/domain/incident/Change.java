package org.mailkeep.report.domain.incident;

/** What became of an incident. */
public sealed interface Change {

    /** As it is now. */
    Incident incident();

    /** Reports tell of something new. */
    record Opened(Incident incident) implements Change {}

    /** It was closed, and reports tell of it again. */
    record Reopened(Incident incident) implements Change {}

    /** Reports tell more of it. */
    record Grown(Incident incident) implements Change {}

    /** A probe judged it otherwise than before. */
    record Judged(Incident incident) implements Change {}

    /** It is over. */
    record Closed(Incident incident) implements Change {}
}
