package org.mailkeep.policy.domain.mtasts;

/** The result types of RFC 8460 §4.3.2.2 that speak of a policy instead of a connection. */
public enum StsFailureType {
    FETCH_ERROR("sts-policy-fetch-error"),
    POLICY_INVALID("sts-policy-invalid"),
    WEBPKI_INVALID("sts-webpki-invalid");

    private final String word;

    StsFailureType(String word) {
        this.word = word;
    }

    /** As written in a TLS report. */
    public String word() {
        return word;
    }
}
