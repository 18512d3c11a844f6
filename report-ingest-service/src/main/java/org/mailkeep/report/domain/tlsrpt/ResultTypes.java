package org.mailkeep.report.domain.tlsrpt;

import java.util.Set;

/** The result types of RFC 8460 §4.3, as IANA lists them. */
public final class ResultTypes {

    public static final Set<String> KNOWN = Set.of(
            "starttls-not-supported",
            "certificate-host-mismatch",
            "certificate-expired",
            "certificate-not-trusted",
            "validation-failure",
            "tlsa-invalid",
            "dnssec-invalid",
            "dane-required",
            "sts-policy-fetch-error",
            "sts-policy-invalid",
            "sts-webpki-invalid");

    private ResultTypes() {}
}
