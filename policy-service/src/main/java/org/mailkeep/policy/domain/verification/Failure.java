package org.mailkeep.policy.domain.verification;

/** Why a host does not satisfy a policy: finer than the words of a report, which every failure has one of. */
public enum Failure {
    STARTTLS_NOT_OFFERED(ResultType.STARTTLS_NOT_SUPPORTED, "the host does not offer STARTTLS"),
    /** STARTTLS is offered and refused, or the handshake breaks off. */
    TLS_FAILED(ResultType.VALIDATION_FAILURE, "TLS could not be negotiated"),
    CHAIN_UNREADABLE(ResultType.VALIDATION_FAILURE, "the presented certificates cannot be read"),
    EXPIRED(ResultType.CERTIFICATE_EXPIRED, "a certificate of the chain expired"),
    NOT_YET_VALID(ResultType.VALIDATION_FAILURE, "the certificate is not valid yet"),
    NAME_MISMATCH(ResultType.CERTIFICATE_HOST_MISMATCH, "the certificate is for other names"),
    NOT_TRUSTED(ResultType.CERTIFICATE_NOT_TRUSTED, "the certificate leads to no trusted authority"),
    ANCHOR_NOT_REACHED(
            ResultType.CERTIFICATE_NOT_TRUSTED, "the chain does not lead to the authority of the TLSA record"),
    NO_TLSA_MATCHES(ResultType.TLSA_INVALID, "the certificate matches no TLSA record"),
    /** RFC 8460 §4.3.2.1: "no valid records were returned from the recursive resolver". */
    TLSA_UNKNOWN(ResultType.DNSSEC_INVALID, "the TLSA records could not be looked up, or fail DNSSEC validation"),
    NO_TLSA(ResultType.DANE_REQUIRED, "DANE is demanded, and the host has no usable TLSA record"),
    NOT_ALLOWED_BY_STS(ResultType.VALIDATION_FAILURE, "no mx of the MTA-STS policy allows this host"),
    NO_MX_HOST(ResultType.VALIDATION_FAILURE, "the host is none of the domain's MX hosts, or has no address");

    private final ResultType resultType;
    private final String text;

    Failure(ResultType resultType, String text) {
        this.resultType = resultType;
        this.text = text;
    }

    public ResultType resultType() {
        return resultType;
    }

    /** The failure in a sentence. */
    public String text() {
        return text;
    }
}
