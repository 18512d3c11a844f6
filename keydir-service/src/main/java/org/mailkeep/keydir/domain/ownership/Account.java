package org.mailkeep.keydir.domain.ownership;

import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keydir.domain.AccountId;

/**
 * An account with every address that it holds, in use or not.
 *
 * @param addresses in the order of the addresses
 */
public record Account(AccountId id, List<HeldAddress> addresses) {

    public Account {
        addresses = List.copyOf(addresses);
    }

    /** The first address; every account that was ever set up has one. */
    public Optional<EmailAddress> primary() {
        return addresses.stream()
                .filter(held -> held.state() instanceof AddressState.Primary)
                .map(HeldAddress::address)
                .findFirst();
    }

    /** The other addresses in use. */
    public List<EmailAddress> aliases() {
        return addresses.stream()
                .filter(held -> held.state() instanceof AddressState.Alias)
                .map(HeldAddress::address)
                .toList();
    }

    /** All addresses in use. */
    public List<EmailAddress> inUse() {
        return addresses.stream()
                .filter(held -> held.state().isInUse())
                .map(HeldAddress::address)
                .toList();
    }

    /** How the account holds this address, if it does. */
    public Optional<HeldAddress> holding(EmailAddress address) {
        return addresses.stream().filter(held -> held.address().equals(address)).findFirst();
    }
}
