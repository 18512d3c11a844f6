package org.mailkeep.report.domain.dashboard;

/** How a day went, by the share of sessions that failed. */
public enum Health {
    /** All sessions succeeded. */
    GOOD,
    /** A few failed, as they do when one sender or one host has a bad moment. */
    SOME_FAILED,
    /** So many that mail does not arrive. */
    MANY_FAILED,
    /** No report; or none that counts a session. */
    UNKNOWN;

    /** More than one session in so many. */
    private static final long MANY = 20;

    public static Health of(long succeeded, long failed) {
        if (failed > 0) {
            // Divided, since the sum or a multiple could overflow: counts are claims of strangers.
            return failed > succeeded / (MANY - 1) ? MANY_FAILED : SOME_FAILED;
        }
        return succeeded > 0 ? GOOD : UNKNOWN;
    }
}
