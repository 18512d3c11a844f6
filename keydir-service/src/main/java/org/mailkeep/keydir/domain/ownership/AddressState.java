package org.mailkeep.keydir.domain.ownership;

import java.time.Instant;

/** What an address is to its account. */
public sealed interface AddressState {

    /** The account's first address; each account in use has one. */
    record Primary() implements AddressState {}

    /** One more address. */
    record Alias() implements AddressState {}

    /** Not in use any more, nothing is published for it, and nobody else can have it. */
    record Retired() implements AddressState {}

    /**
     * Given back, on a customer's domain.
     *
     * @param freeFrom from then on another account may have it
     */
    record Removed(Instant freeFrom) implements AddressState {}

    /** Whether keys are published for it. */
    default boolean isInUse() {
        return switch (this) {
            case Primary _, Alias _ -> true;
            case Retired _, Removed _ -> false;
        };
    }
}
