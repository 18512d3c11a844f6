package org.mailkeep.keydir.domain.ownership;

import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keydir.domain.AccountId;

/**
 * An address and whose it is.
 *
 * @param account the holder, also when the address is not in use any more
 */
public record HeldAddress(EmailAddress address, AccountId account, AddressState state) {

    /** Whether this account holds and uses it. */
    public boolean isInUseBy(AccountId asking) {
        return account.equals(asking) && state.isInUse();
    }

    /** The same address in another state. */
    public HeldAddress become(AddressState other) {
        return new HeldAddress(address, account, other);
    }
}
