package org.mailkeep.report.domain.dashboard;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a result type is about (RFC 8460 §4.3). */
public enum FailureClass {
    STARTTLS("starttls-not-supported"),
    CERTIFICATE("certificate-host-mismatch", "certificate-expired", "certificate-not-trusted"),
    DANE("tlsa-invalid", "dnssec-invalid", "dane-required"),
    MTA_STS("sts-policy-fetch-error", "sts-policy-invalid", "sts-webpki-invalid"),
    /** {@code validation-failure}, which says nothing more, and words that nobody listed. */
    OTHER();

    private final List<String> resultTypes;

    FailureClass(String... resultTypes) {
        this.resultTypes = List.of(resultTypes);
    }

    public static FailureClass of(String resultType) {
        return Arrays.stream(values())
                .filter(one -> one.resultTypes.contains(resultType))
                .findFirst()
                .orElse(OTHER);
    }

    /** By its {@link #word}. */
    public static Optional<FailureClass> parse(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }

    /** Of the result types that are in a class; none for {@link #OTHER}, which has all further ones. */
    public List<String> resultTypes() {
        return resultTypes;
    }

    /** As it is shown and written in addresses. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
