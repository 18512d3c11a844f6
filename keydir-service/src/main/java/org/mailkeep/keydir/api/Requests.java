package org.mailkeep.keydir.api;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keydir.domain.AccountId;
import org.mailkeep.keydir.domain.ownership.Ownership;
import org.mailkeep.platform.problem.Problems;

/** Reads what clients write; what is wrong is thrown as a problem that tells them. */
final class Requests {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;

    private Requests() {}

    static AccountId account(String text) {
        return AccountId.parse(text)
                .orElseThrow(() -> invalid(
                        "invalid-account",
                        "Invalid account id",
                        "An account id is 1 to 64 letters, digits, dots, hyphens or underscores, and starts with a letter or"
                                + " digit."));
    }

    static EmailAddress address(@Nullable String text) {
        try {
            return EmailAddress.of(
                    Optional.ofNullable(text).orElseThrow(() -> new IllegalArgumentException("there is no address")));
        } catch (IllegalArgumentException wrong) {
            throw invalid(
                    "invalid-address",
                    "Invalid address",
                    Objects.requireNonNullElse(wrong.getMessage(), "the address is not valid"));
        }
    }

    static Set<EmailAddress> addresses(@Nullable List<@Nullable String> texts) {
        Set<EmailAddress> addresses = new TreeSet<>();
        if (texts != null) {
            if (texts.size() > Ownership.MAX_IN_USE) {
                throw Refusals.tooManyAddresses(Ownership.MAX_IN_USE);
            }
            texts.forEach(text -> addresses.add(address(text)));
        }
        return addresses;
    }

    static Fingerprint fingerprint(String text) {
        return Fingerprint.parse(text)
                .orElseThrow(() -> invalid(
                        "invalid-fingerprint", "Invalid fingerprint", "A fingerprint is 40 or 64 hexadecimal digits."));
    }

    static int limit(@Nullable Integer asked) {
        return asked == null ? DEFAULT_LIMIT : Math.clamp(asked, 1, MAX_LIMIT);
    }

    static HttpProblem invalid(String slug, String title, String detail) {
        return Problems.problem(400, slug, title, detail);
    }
}
