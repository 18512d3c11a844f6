package org.mailkeep.policy.domain.dmarc;

import org.mailkeep.contracts.dns.Lookup;

/** Whether a domain exists (RFC 9989 §3.2.13). */
public enum Existence {
    EXISTS,
    /** DNS answers NXDOMAIN for the name (RFC 8020). */
    MISSING,
    UNKNOWN;

    /** Reads it from the answer to any question for the name. */
    public static Existence of(Lookup<?> answer) {
        return switch (answer) {
            case Lookup.Secure<?> _, Lookup.Insecure<?> _, Lookup.NoData<?> _ -> EXISTS;
            case Lookup.NxDomain<?> _ -> MISSING;
            case Lookup.Bogus<?> _, Lookup.TempFail<?> _ -> UNKNOWN;
        };
    }
}
