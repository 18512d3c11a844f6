package org.mailkeep.keydir.domain.ownership;

import java.time.Instant;

/** Whether an account may use an address. */
public sealed interface Claim {

    /** Nobody ever had it. */
    record Free() implements Claim {}

    /** The account had it already, or still has. */
    record Held(AddressState state) implements Claim {}

    /** Another account had it and gave it back, long enough ago. */
    record FreeAgain() implements Claim {}

    /** No. */
    record Refused(Refusal why) implements Claim {}

    /** Why not. */
    sealed interface Refusal {

        /** The directory does not serve the domain. */
        record ForeignDomain() implements Refusal {}

        /** The domain is a customer's and is not proven now. */
        record DomainNotVerified() implements Refusal {}

        /** Another account has it, or had it on an own domain. */
        record Taken() implements Refusal {}

        /** Another account gave it back only lately. */
        record InQuarantine(Instant freeFrom) implements Refusal {}
    }
}
