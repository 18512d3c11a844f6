package org.mailkeep.keydir.domain.publishing;

import java.util.Locale;

/** What is odd about a key that is served nevertheless. */
public enum Warning {
    /** Nobody can encrypt to it now. */
    NO_ENCRYPTION_KEY("the key has no valid part to encrypt to"),
    /** It ended; it is shown for some more time, so that clients learn of it. */
    EXPIRED("the key has expired; it is shown for some more days"),
    /** The whole key was revoked; it is shown, so that clients learn of it. */
    REVOKED("the key was revoked; it is shown so that others learn of it"),
    /** A newer key took its place; it stays beside that one for the overlap. */
    SUPERSEDED("a newer key took its place; it stays beside that one for some time"),
    /** With this user ID alone the key ends at another time than the whole one: another user ID says so (version 4). */
    EXPIRY_RESTS_ON_OTHER_USER_ID("with this user ID alone the key ends at another time than the whole key does");

    private final String sentence;

    Warning(String sentence) {
        this.sentence = sentence;
    }

    /** As in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For people. */
    public String sentence() {
        return sentence;
    }
}
