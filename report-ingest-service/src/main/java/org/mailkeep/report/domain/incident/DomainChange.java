package org.mailkeep.report.domain.incident;

import java.time.Instant;
import java.util.Locale;

/**
 * Something about a domain or one of its hosts became another one.
 *
 * @param subject the host, or the domain itself
 * @param before what it was, in short
 * @param after what it is, in short
 * @param notBefore when it was last seen as it was
 * @param at when it was first seen as it is
 */
public record DomainChange(Kind kind, String subject, String before, String after, Instant notBefore, Instant at) {

    /** What it was and what it is, for people. */
    public String words() {
        return (before.isEmpty() ? "none" : before) + " → " + (after.isEmpty() ? "none" : after);
    }

    /** What changes. */
    public enum Kind {
        /** The host's own certificate. */
        CERTIFICATE,
        /** The host's TLSA records. */
        TLSA,
        /** The id of the MTA-STS policy. */
        POLICY_ID,
        /** What mail servers are told of the domain. */
        POLICY,
        /** The result of a check of the domain's posture. */
        POSTURE;

        /** For machines, for example {@code policy-id}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
