package org.mailkeep.report.domain.readiness;

import java.util.Set;

/** What a domain can ask of senders. */
public enum Mechanism {
    /** MTA-STS in mode enforce: "sending MTAs MUST NOT deliver" what fails it (RFC 8461 §5). */
    MTA_STS("sts"),
    /** DANE: delivery is delayed while no host matches its TLSA records (RFC 7672 §2.2). */
    DANE("tlsa");

    private static final String NO_POLICY_FOUND = "no-policy-found";
    private static final String NO_STARTTLS = "starttls-not-supported";

    /** Without the policy, senders deliver as if there were none (RFC 8461 §3.3). */
    private static final Set<String> POLICY_NOT_HAD =
            Set.of("sts-policy-fetch-error", "sts-policy-invalid", "sts-webpki-invalid");

    private static final Set<String> OF_DANE = Set.of("tlsa-invalid", "dnssec-invalid", "dane-required");

    private final String policyType;

    Mechanism(String policyType) {
        this.policyType = policyType;
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
        if (!underType.equals(policyType)) {
            return underType.equals(NO_POLICY_FOUND) && resultType.equals(NO_STARTTLS);
        }
        return !POLICY_NOT_HAD.contains(resultType)
                && switch (this) {
                    case MTA_STS -> !OF_DANE.contains(resultType);
                    case DANE -> true;
                };
    }

    /** Whether the sessions were delivered without protection, since the policy could not be had. */
    boolean leavesUnprotected(String underType, String resultType) {
        return this == MTA_STS && underType.equals(policyType) && POLICY_NOT_HAD.contains(resultType);
    }
}
