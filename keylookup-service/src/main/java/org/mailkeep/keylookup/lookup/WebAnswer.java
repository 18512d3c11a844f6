package org.mailkeep.keylookup.lookup;

import java.time.Instant;
import java.util.Optional;

/** What came of a question to a web host. */
sealed interface WebAnswer {

    /**
     * The host answered.
     *
     * @param body for status 200 up to the limit; empty for any other
     * @param retryAt when it wants to be asked again, where it said so
     */
    record Answered(int status, Body body, Optional<Instant> retryAt) implements WebAnswer {}

    /** The name does not exist, or has no address; DNS says so, it is not that nobody could be asked. */
    record NoSuchHost() implements WebAnswer {}

    /** More than is read. */
    record TooLarge() implements WebAnswer {}

    /**
     * Everything else.
     *
     * @param retryAt before which the host is not asked again, where that is known
     */
    record Failed(String why, Optional<Instant> retryAt) implements WebAnswer {

        Failed(String why) {
            this(why, Optional.empty());
        }
    }

    /** Octets that are handed on and not compared. */
    final class Body {

        static final Body EMPTY = new Body(new byte[0]);

        private final byte[] octets;

        Body(byte[] octets) {
            this.octets = octets;
        }

        /** The octets themselves: whoever finds a secret in them overwrites it. */
        byte[] octets() {
            return octets;
        }
    }
}
