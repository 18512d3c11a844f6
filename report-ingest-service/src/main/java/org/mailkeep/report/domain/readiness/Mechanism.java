package org.mailkeep.report.domain.readiness;

import java.util.Set;

/** What a domain can ask of senders. */
public enum Mechanism {
    /** MTA-STS in mode enforce: "sending MTAs MUST NOT deliver" what fails it (RFC 8461 §5). */
    MTA_STS(
            "sts",
            // Without the policy, senders deliver as if there were none (RFC 8461 §3.3).
            Set.of("sts-policy-fetch-error", "sts-policy-invalid", "sts-webpki-invalid"),
            Set.of("tlsa-invalid", "dnssec-invalid", "dane-required")),
    /** DANE: delivery is delayed while no host matches its TLSA records (RFC 7672 §2.2). */
    DANE(
            "tlsa",
            Set.of(),
            Set.of("sts-policy-fetch-error", "sts-policy-invalid", "sts-webpki-invalid"));

    private static final String NO_POLICY_FOUND = "no-policy-found";
    private static final String NO_STARTTLS = "starttls-not-supported";

    private final String policyType;
    private final Set<String> unprotected;
    private final Set<String> others;

    Mechanism(String policyType, Set<String> unprotected, Set<String> others) {
        this.policyType = policyType;
        this.unprotected = unprotected;
        this.others = others;
    }

    /** The policy type in reports (RFC 8460 §4.4) whose sessions show how it does. */
    public String policyType() {
        return policyType;
    }

    /**
     * Whether a failure that was reported under a policy of this type would keep mail out. Types that are not known would,
     * to be on the safe side.
     */
    boolean blocks(String underType, String resultType) {
        return underType.equals(policyType)
                ? !unprotected.contains(resultType) && !others.contains(resultType)
                : underType.equals(NO_POLICY_FOUND) && resultType.equals(NO_STARTTLS);
    }

    /** Whether the sessions were delivered without protection, since the policy could not be had. */
    boolean leavesUnprotected(String underType, String resultType) {
        return underType.equals(policyType) && unprotected.contains(resultType);
    }
}
