package org.mailkeep.keylookup.domain;

/** What an answer with status 200 turned out to be. */
public sealed interface Answer {

    /** A certificate for what was asked. */
    record Usable(Finding finding) implements Answer {}

    /** Something else. */
    record Refused(Refusal why) implements Answer {}
}
