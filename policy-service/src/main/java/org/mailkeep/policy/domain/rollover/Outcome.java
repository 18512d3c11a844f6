package org.mailkeep.policy.domain.rollover;

/** What something that happened, or was asked for, does to a change of keys. */
public sealed interface Outcome {

    /** It went on, or fell back. */
    record Moved(Rollover rollover) implements Outcome {}

    /** It stands where it stood; what is known of it may have changed. */
    record Stayed(Rollover rollover) implements Outcome {}

    /**
     * What was asked for would break mail.
     *
     * @param why a sentence
     */
    record Refused(String why) implements Outcome {}
}
