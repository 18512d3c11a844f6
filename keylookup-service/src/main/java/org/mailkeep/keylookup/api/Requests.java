package org.mailkeep.keylookup.api;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.platform.problem.Problems;

/** What clients write, read or refused with a problem. */
final class Requests {

    private Requests() {}

    /** @throws HttpProblem that tells the client what is wrong with the address */
    static EmailAddress email(@Nullable String text) {
        try {
            return EmailAddress.of(text == null ? "" : text.strip());
        } catch (IllegalArgumentException wrong) {
            throw Problems.problem(
                    400,
                    "invalid-address",
                    "Invalid mail address",
                    Objects.requireNonNullElse(wrong.getMessage(), "the address is not valid"));
        }
    }

    /** @throws HttpProblem for anything but a full fingerprint */
    static Fingerprint fingerprint(@Nullable String text) {
        return Fingerprint.parse(text == null ? "" : text.strip())
                .orElseThrow(() -> Problems.problem(
                        400,
                        "invalid-fingerprint",
                        "Invalid fingerprint",
                        "A fingerprint is 40 or 64 hexadecimal digits; key IDs are not taken here."));
    }

    /** The store is away. */
    static HttpProblem unavailable(String detail) {
        return Problems.problem(503, "unavailable", "Not available now", detail);
    }
}
