package org.mailkeep.policy.domain.dmarc;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a domain owner wants mail handled that fails DMARC (RFC 9989 §4.7, tag {@code p}), from mild to strict. */
public enum Preference {
    NONE,
    QUARANTINE,
    REJECT;

    /** As it is written in a record. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One step milder, as the tag {@code t=y} asks for. */
    Preference milder() {
        return switch (this) {
            case NONE, QUARANTINE -> NONE;
            case REJECT -> QUARANTINE;
        };
    }

    static Optional<Preference> parse(String word) {
        return Arrays.stream(values())
                .filter(preference -> preference.word().equalsIgnoreCase(word))
                .findFirst();
    }
}
