package org.mailkeep.report.domain.dashboard;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a result type is about (RFC 8460 §4.3). */
public enum FailureClass {
    STARTTLS,
    CERTIFICATE,
    DANE,
    MTA_STS,
    /** {@code validation-failure}, which says nothing more, and words that nobody listed. */
    OTHER;

    private static final Map<String, FailureClass> CLASSES = Map.ofEntries(
            entry("starttls-not-supported", STARTTLS),
            entry("certificate-host-mismatch", CERTIFICATE),
            entry("certificate-expired", CERTIFICATE),
            entry("certificate-not-trusted", CERTIFICATE),
            entry("tlsa-invalid", DANE),
            entry("dnssec-invalid", DANE),
            entry("dane-required", DANE),
            entry("sts-policy-fetch-error", MTA_STS),
            entry("sts-policy-invalid", MTA_STS),
            entry("sts-webpki-invalid", MTA_STS));

    public static FailureClass of(String resultType) {
        return CLASSES.getOrDefault(resultType, OTHER);
    }

    /** By its {@link #word}. */
    public static Optional<FailureClass> parse(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }

    /** The result types that belong to a class other than {@link #OTHER}, which has all further ones. */
    public static List<String> classified() {
        return CLASSES.keySet().stream().sorted().toList();
    }

    /** Of this class; none for {@link #OTHER}. */
    public List<String> resultTypes() {
        return classified().stream().filter(type -> of(type) == this).toList();
    }

    /** As it is shown and written in addresses. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
