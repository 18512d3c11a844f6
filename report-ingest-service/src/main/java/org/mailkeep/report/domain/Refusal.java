package org.mailkeep.report.domain;

/** Ends the reading of a report from deep inside; readers turn it into {@link Reading.Refused}. */
public final class Refusal extends Exception {

    private static final long serialVersionUID = 1;

    private final String path;
    private final String reason;

    /**
     * The report is refused.
     *
     * @param reason repeats nothing of the report
     */
    public Refusal(Place place, String reason) {
        super(place + ": " + reason, null, false, false);
        this.path = place.toString();
        this.reason = reason;
    }

    /** The outcome that it stands for. */
    public <T> Reading<T> outcome() {
        return new Reading.Refused<>(path, reason);
    }
}
