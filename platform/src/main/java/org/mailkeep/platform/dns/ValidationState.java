package org.mailkeep.platform.dns;

/** Whether DNSSEC validation was seen to work. */
public sealed interface ValidationState {

    /** A signed name was found secure, and a name with wrong signatures was refused. */
    record Ok() implements ValidationState {}

    /**
     * It does not work, so DANE cannot be relied on.
     *
     * @param why a sentence for the operator
     */
    record Broken(String why) implements ValidationState {}

    /**
     * Nothing was checked.
     *
     * @param why a sentence for the operator
     */
    record Unchecked(String why) implements ValidationState {}
}
