package org.mailkeep.policy.api;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailkeep.platform.problem.Problems;

/** What calls about our own domains have in common: reading values out of requests, and errors. */
final class Calls {

    static final String NO_STORE = "no-store";
    static final String DOMAIN = "A domain name, in A-labels or U-labels.";

    private Calls() {}

    /**
     * Reads a value whose faults are told in sentences.
     *
     * @throws HttpProblem with that sentence
     */
    static <T> T read(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (IllegalArgumentException fault) {
            throw invalid(Objects.requireNonNullElse(fault.getMessage(), "a value is not valid"));
        }
    }

    static HttpProblem invalid(String why) {
        return Problems.problem(400, "invalid-request", "Invalid request", why);
    }

    /** The body, which must be there. */
    static <T> T present(@Nullable T value, String what) {
        if (value == null) {
            throw invalid(what + " is missing");
        }
        return value;
    }

    /** The revision that If-Match names; empty without the header, and for {@code *}. */
    static OptionalLong revision(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return OptionalLong.empty();
        }
        String tag = ifMatch.strip();
        if (tag.length() > 2 && tag.startsWith("\"") && tag.endsWith("\"")) {
            try {
                return OptionalLong.of(Long.parseLong(tag.substring(1, tag.length() - 1)));
            } catch (NumberFormatException _) {
                // A tag that we never gave: it matches nothing.
            }
        }
        return OptionalLong.of(-1);
    }

    static HttpProblem unavailable() {
        return Problems.problem(
                503, "store-unavailable", "Not available now", "PostgreSQL does not answer; nothing was changed.");
    }

    static HttpProblem notHosted() {
        return Problems.problem(404, "not-hosted", "Not hosted", "This domain is not hosted here.");
    }
}
