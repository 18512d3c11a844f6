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

    /** {@code sts-policy-ext-value}, which every known value is too: not empty, no control characters. */
    private static final Pattern VALUE = Pattern.compile("\\P{Cntrl}+");

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
            if (Syntax.trimWsp(line).isEmpty()) {
                continue;
            }
            // sts-policy-field-delim = ":" *WSP, so no white space before the colon; *WSP may end a line.
            int colon = line.indexOf(':');
            if (colon < 0 || !Syntax.NAME.matcher(line.substring(0, colon)).matches()) {
                return new Invalid("a line is not of the form name: value");
            }
            String value = Syntax.trimWsp(line.substring(colon + 1));
            if (!VALUE.matcher(value).matches()) {
                return new Invalid("a value is empty or holds a control character");
            }
            take(line.substring(0, colon), value);
        }
        return judge();
    }

    /** Of a field that stands twice the first one counts, but for mx (§3.2). Fields may come in any order. */
    private void take(String name, String value) {
        switch (name) {
            case "version" -> version = version == null ? value : version;
            case "mode" -> mode = mode == null ? value : mode;
            case "max_age" -> maxAge = maxAge == null ? value : maxAge;
            case "mx" -> mx.add(value);
            // Unknown fields are ignored (§3.2); names are case-sensitive (%s in the grammar).
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
        List<Optional<MxPattern>> read = mx.stream().map(MxPattern::parse).toList();
        if (read.contains(Optional.<MxPattern>empty())) {
            return new Invalid("an mx is neither a host name in A-labels nor *. before one");
        }
        List<MxPattern> patterns =
                read.stream().flatMap(Optional::stream).distinct().toList();
        // sts-policy-mx is required at least once, except when mode is "none" (§3.2).
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
