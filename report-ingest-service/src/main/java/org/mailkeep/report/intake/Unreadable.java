package org.mailkeep.report.intake;

/** Ends unpacking or parsing from deep inside; {@link ReportReader} turns it into an outcome. */
final class Unreadable extends Exception {

    private static final long serialVersionUID = 1;

    private final String reason;

    /**
     * It cannot be read.
     *
     * @param reason a sentence that repeats nothing of the input
     */
    Unreadable(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
