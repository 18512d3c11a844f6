package org.mailkeep.policy.domain.dmarc;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;

/**
 * What SPF and DKIM said of one message.
 *
 * @param from the author domain: that of the address in the From field
 * @param checks one for SPF at most, and one for each DKIM signature
 */
public record Authentication(DomainName from, List<Check> checks) {

    /** More signatures of one message are not looked at. */
    public static final int MAX_CHECKS = 32;

    public Authentication {
        checks = List.copyOf(checks);
        if (checks.size() > MAX_CHECKS) {
            throw new IllegalArgumentException("there are more than " + MAX_CHECKS + " results");
        }
    }

    /**
     * One result.
     *
     * @param domain the MAIL FROM domain for SPF (the HELO domain for an empty one), {@code d=} for DKIM
     */
    public record Check(Mechanism mechanism, DomainName domain, Result result) {}

    /** What DMARC builds on (RFC 9989 §4.3). */
    public enum Mechanism {
        SPF,
        DKIM
    }

    /** The results of RFC 8601 §2.7. */
    public enum Result {
        PASS,
        FAIL,
        SOFTFAIL,
        NEUTRAL,
        NONE,
        POLICY,
        TEMPERROR,
        PERMERROR;

        /** As it is written in an Authentication-Results field. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Reads a word of RFC 8601, in any case. */
        public static Optional<Result> parse(String word) {
            return Arrays.stream(values())
                    .filter(result -> result.word().equalsIgnoreCase(word))
                    .findFirst();
        }
    }
}
