package org.mailkeep.policy.domain.posture;

import java.util.Locale;

/** What is checked. */
public enum Check {
    DNSSEC_DOMAIN,
    DNSSEC_MX_HOST,
    MTA_STS_RECORD,
    MTA_STS_POLICY,
    POLICY_HOST_CERTIFICATE,
    TLSA,
    STARTTLS,
    CERTIFICATE_EXPIRY,
    CAA,
    DMARC,
    DMARC_REPORTS,
    TLSRPT;

    /** For machines, for example {@code mta-sts-record}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
