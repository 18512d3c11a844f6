package org.mailkeep.policy.domain;

/**
 * What Postfix is told where some hosts have TLSA records, others have not, and MTA-STS is enforced. It knows no level
 * for "DANE where there is TLSA, else MTA-STS", so the operator chooses which of the two gives way.
 */
public enum MixedPolicy {
    /** DANE goes first (RFC 8461 §2); hosts without TLSA records lose the authentication that MTA-STS asks for. */
    DANE,
    /** MTA-STS for all hosts; the TLSA records of those that have some are not checked. */
    SECURE
}
