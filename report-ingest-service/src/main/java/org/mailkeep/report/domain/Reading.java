package org.mailkeep.report.domain;

/** What came of reading a report. */
public sealed interface Reading<T> {

    /** It was read completely. */
    record Read<T>(T report) implements Reading<T> {}

    /**
     * It is no report, or says something that cannot be.
     *
     * @param path where in the report
     * @param reason a sentence that repeats nothing of it
     */
    record Refused<T>(String path, String reason) implements Reading<T> {}
}
