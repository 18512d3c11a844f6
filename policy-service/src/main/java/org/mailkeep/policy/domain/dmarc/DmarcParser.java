package org.mailkeep.policy.domain.dmarc;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.mailkeep.contracts.reporting.ReportUri;

/** Reads a DMARC Policy Record by the grammar of RFC 9989 §4.8, forgiving what that forgives. */
final class DmarcParser {

    /** {@code dmarc-version = "v" equals %s"DMARC1"}, followed by a separator or the end. */
    private static final Pattern VERSION = Pattern.compile("[vV][ \t]*=[ \t]*DMARC1[ \t]*(;|$)");

    /** {@code dmarc-tag = 1*ALPHA equals 1*dmarc-value}, printing characters but the semicolon. */
    private static final Pattern TAG = Pattern.compile("([A-Za-z]+)[ \t]*=[ \t]*([ -:<-~]+)");

    /** {@code obs-dmarc-report-size}: ignored by whoever sends reports. */
    private static final Pattern SIZE_LIMIT = Pattern.compile("![0-9]+[kmgtKMGT]?$");

    private static final Pattern FAILURE_OPTIONS = Pattern.compile("[01ds](:[01ds]){0,2}", Pattern.CASE_INSENSITIVE);

    /** Every known tag may stand there once, so more tell of nothing good. */
    private static final int MAX_TAGS = 64;

    private final List<String> faults = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private Optional<Preference> p = Optional.empty();
    private Optional<Preference> sp = Optional.empty();
    private Optional<Preference> np = Optional.empty();
    private boolean preferencesValid = true;
    private PublicSuffix psd = PublicSuffix.UNSAID;
    private boolean testing;
    private AlignmentMode adkim = AlignmentMode.RELAXED;
    private AlignmentMode aspf = AlignmentMode.RELAXED;
    private List<ReportUri> rua = List.of();
    private List<ReportUri> ruf = List.of();
    private List<String> fo = List.of("0");

    private DmarcParser() {}

    static Optional<DmarcRecord> parse(String text) {
        var version = VERSION.matcher(text);
        return version.lookingAt()
                ? Optional.of(new DmarcParser().read(text, text.substring(version.end())))
                : Optional.empty();
    }

    private DmarcRecord read(String text, String tags) {
        String[] parts = tags.split(";", MAX_TAGS + 1);
        if (parts.length > MAX_TAGS) {
            faults.add("the record has more than " + MAX_TAGS + " tags; the rest is not read");
        }
        for (int i = 0; i < Math.min(parts.length, MAX_TAGS); i++) {
            String part = parts[i].strip();
            if (!part.isEmpty()) {
                tag(part);
            } else if (i < parts.length - 1) {
                faults.add("a tag is empty");
            }
        }
        if (!seen.contains("p")) {
            faults.add("the record has no p tag, which counts as p=none (§4.7)");
        }
        if (seen.contains("fo") && ruf.isEmpty()) {
            faults.add("fo is ignored without ruf (§4.7)");
        }
        return new DmarcRecord(text, p, sp, np, preferencesValid, psd, testing, adkim, aspf, rua, ruf, fo, faults);
    }

    private void tag(String part) {
        var tag = TAG.matcher(part);
        if (!tag.matches()) {
            faults.add("a tag is not of the form name=value");
            return;
        }
        String name = tag.group(1);
        // RFC 6376 §3.2, whose syntax §4.7 takes over: a tag occurs once, and names differ by case.
        if (!seen.add(name)) {
            faults.add("a tag stands there twice; only the first one counts");
            return;
        }
        value(name, tag.group(2).strip());
    }

    private void value(String name, String value) {
        switch (name) {
            case "p" -> p = preference(name, value);
            case "sp" -> sp = preference(name, value);
            case "np" -> np = preference(name, value);
            case "psd" -> psd = publicSuffix(value);
            case "t" -> testing = yes(value);
            case "adkim" -> adkim = mode(name, value);
            case "aspf" -> aspf = mode(name, value);
            case "rua" -> rua = uris(name, value);
            case "ruf" -> ruf = uris(name, value);
            case "fo" -> fo = failureOptions(value);
            case "pct", "rf", "ri" -> faults.add(name + " no longer exists in RFC 9989 and is ignored");
            default -> faults.add("a tag is unknown and ignored (§4.7)");
        }
    }

    private Optional<Preference> preference(String name, String value) {
        Optional<Preference> read = Preference.parse(value);
        if (read.isEmpty()) {
            preferencesValid = false;
            faults.add(name + " is none of none, quarantine, reject; that voids the policy (§4.10.1)");
        }
        return read;
    }

    private PublicSuffix publicSuffix(String value) {
        return switch (value) {
            case "y", "Y" -> PublicSuffix.YES;
            case "n", "N" -> PublicSuffix.NO;
            case "u", "U" -> PublicSuffix.UNSAID;
            default -> {
                faults.add("psd is none of y, n, u and ignored");
                yield PublicSuffix.UNSAID;
            }
        };
    }

    private boolean yes(String value) {
        if (!value.equalsIgnoreCase("y") && !value.equalsIgnoreCase("n")) {
            faults.add("t is neither y nor n and ignored");
        }
        return value.equalsIgnoreCase("y");
    }

    private AlignmentMode mode(String name, String value) {
        return switch (value) {
            case "r", "R" -> AlignmentMode.RELAXED;
            case "s", "S" -> AlignmentMode.STRICT;
            default -> {
                faults.add(name + " is neither r nor s and ignored");
                yield AlignmentMode.RELAXED;
            }
        };
    }

    private List<ReportUri> uris(String name, String value) {
        List<ReportUri> read = new ArrayList<>();
        for (String text : value.split(",", ReportUri.MAX_URIS + 1)) {
            if (read.size() == ReportUri.MAX_URIS) {
                faults.add(name + " has more than " + ReportUri.MAX_URIS + " addresses; the rest is not read");
                break;
            }
            var limit = SIZE_LIMIT.matcher(text.strip());
            if (limit.find()) {
                faults.add(name + " limits the size of reports, which no longer exists in RFC 9989 and is ignored");
            }
            ReportUri uri = ReportUri.of(limit.replaceFirst(""));
            read.add(uri);
            switch (uri) {
                case ReportUri.Mail _ -> {}
                case ReportUri.Https _, ReportUri.Other _ ->
                    faults.add(name + " has a URI that is not mailto:; hardly anybody reports there");
                case ReportUri.Invalid invalid -> faults.add(name + " has an unusable address: " + invalid.why());
            }
        }
        return read;
    }

    private List<String> failureOptions(String value) {
        List<String> options = List.of(value.toLowerCase(Locale.ROOT).split(":", -1));
        boolean valid = FAILURE_OPTIONS.matcher(value).matches()
                && Set.copyOf(options).size() == options.size()
                && !(options.contains("0") && options.contains("1"));
        if (!valid) {
            faults.add("fo is not made of 0 or 1, d, s and ignored");
            return List.of("0");
        }
        return options;
    }
}
