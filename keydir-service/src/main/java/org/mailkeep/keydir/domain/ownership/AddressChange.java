package org.mailkeep.keydir.domain.ownership;

import org.mailkeep.contracts.EmailAddress;

/** One step of a change to an account. */
public sealed interface AddressChange {

    EmailAddress address();

    AddressState state();

    /** An address that nobody ever had. */
    record Take(EmailAddress address, AddressState state) implements AddressChange {}

    /** An address that another account gave back long enough ago: that account's hold on it ends for good. */
    record TakeAgain(EmailAddress address, AddressState state) implements AddressChange {}

    /** An address that the account holds already. */
    record Become(EmailAddress address, AddressState state) implements AddressChange {}
}
