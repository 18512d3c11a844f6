package org.mailkeep.policy.domain.mtasts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mailkeep.policy.domain.mtasts.StsPolicy.Invalid;
import org.mailkeep.policy.domain.mtasts.StsPolicy.Mode;
import org.mailkeep.policy.domain.mtasts.StsPolicy.Parsed;
import org.mailkeep.policy.domain.mtasts.StsPolicy.Valid;

/**
 * Reads a policy file line by line (RFC 8461 §3.2). One instance reads one file.
 */
final class StsPolicyParser {

    /** Field name as in {@code sts-policy-ext-name}, then the colon with optional white space on both sides. */
    private static final Pattern FIELD =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9_.-]{0,31})[ \t]*:[ \t]*(.*?)[ \t]*", Pattern.DOTALL);

    /** {@code sts-policy-max-age-field = ... 1*10(DIGIT)}. */
    private static final Pattern MAX_AGE = Pattern.compile("[0-9]{1,10}");

    private @Nullable String version;
    private @Nullable String mode;
    private @Nullable String maxAge;
    private final List<String> mx = new ArrayList<>();

    private StsPolicyParser() {}

    static Parsed parse(String text) {
        return new StsPolicyParser().read(text);
    }

    private Parsed read(String text) {
        // sts-policy-term = LF / CRLF. Blank lines are not in the grammar, but common and harmless.
        for (String line : text.split("\r?\n", -1)) {
            if (line.isBlank()) {
                continue;
            }
            var field = FIELD.matcher(line);
            if (!field.matches()) {
                return new Invalid("a line is not of the form name: value");
            }
            take(field.group(1), field.group(2));
        }
        return judge();
    }

    /** "If any non-repeated field is duplicated, all entries except for the first MUST be ignored" (§3.2). */
    private void take(String name, String value) {
        switch (name) {
            case "version" -> version = version == null ? value : version;
            case "mode" -> mode = mode == null ? value : mode;
            case "max_age" -> maxAge = maxAge == null ? value : maxAge;
            case "mx" -> mx.add(value);
            // "Parsers MUST accept TXT records and policy files ... with unknown key/value pairs" (§3.2 by §3.1).
            default -> {}
        }
    }

    private Parsed judge() {
        if (!"STSv1".equals(version)) {
            return new Invalid(version == null ? "the policy has no version" : "the version is not STSv1");
        }
        if (mode == null) {
            return new Invalid("the policy has no mode");
        }
        Optional<Mode> knownMode = modeOf(mode);
        if (knownMode.isEmpty()) {
            return new Invalid("the mode is not enforce, testing or none");
        }
        if (maxAge == null) {
            return new Invalid("the policy has no max_age");
        }
        if (!MAX_AGE.matcher(maxAge).matches()) {
            return new Invalid("max_age is not 1 to 10 digits");
        }
        List<MxPattern> patterns = mx.stream()
                .map(MxPattern::parse)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        if (mx.stream().anyMatch(value -> MxPattern.parse(value).isEmpty())) {
            return new Invalid("an mx is neither a host name in A-labels nor *. before one");
        }
        // "mx: ... required unless mode is none" (§3.2).
        if (patterns.isEmpty() && knownMode.get() != Mode.NONE) {
            return new Invalid("the policy has no mx");
        }
        return new Valid(new StsPolicy(knownMode.get(), patterns, capped(Long.parseLong(maxAge))));
    }

    private static Optional<Mode> modeOf(String word) {
        for (Mode candidate : Mode.values()) {
            if (candidate.word().equals(word)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static Duration capped(long seconds) {
        return Duration.ofSeconds(Math.min(seconds, StsPolicy.MAX_MAX_AGE.toSeconds()));
    }
}
