package org.mailkeep.keylookup.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;

/**
 * What a lookup came to.
 *
 * @param source who showed the key; empty when there is none
 * @param seen the key that was shown
 * @param why what failed, for a temporary failure
 * @param trace every step
 * @param at when it was done
 * @param freshUntil until when it need not be done again
 */
public record LookupFacts(
        EmailAddress email,
        Result result,
        Optional<Source> source,
        Optional<Fingerprint> seen,
        Optional<String> why,
        List<TraceStep> trace,
        Instant at,
        Instant freshUntil) {

    /** The three results. */
    public enum Result {
        FOUND("found"),
        NOT_FOUND("not-found"),
        TEMP_FAIL("temp-fail");

        private final String word;

        Result(String word) {
            this.word = word;
        }

        /** As clients see it. */
        public String word() {
            return word;
        }
    }

    public LookupFacts {
        trace = List.copyOf(trace);
    }
}
