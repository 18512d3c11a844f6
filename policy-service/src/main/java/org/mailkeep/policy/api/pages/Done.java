package org.mailkeep.policy.api.pages;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a button did, told on the page that follows. */
enum Done {
    REFRESHED("Evaluated anew just now."),
    PURGED("Forgotten on every replica; this is a new evaluation."),
    PURGE_DEFERRED("Forgotten on this replica; the others follow when PostgreSQL is back.");

    private final String message;

    Done(String message) {
        this.message = message;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The message for a word in an address; empty for any other. */
    static Optional<String> message(String word) {
        return Arrays.stream(values())
                .filter(done -> done.word().equals(word))
                .map(done -> done.message)
                .findFirst();
    }
}
