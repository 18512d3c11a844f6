package org.mailkeep.keydir.domain.publishing;

import java.util.Optional;
import org.mailkeep.keydir.domain.AccountId;
import org.mailkeep.keydir.domain.ownership.HeldAddress;
import org.mailkeep.keydir.domain.served.DirectoryDomain;

/** Whether an account may publish anything for an address. */
public final class Entitlement {

    private Entitlement() {}

    /**
     * What is in the way; empty where nothing is.
     *
     * @param domain of the address, where the directory knows it
     * @param holding who holds the address, where anybody does
     */
    public static Optional<Withholding> hindrance(
            Optional<DirectoryDomain> domain, Optional<HeldAddress> holding, AccountId account) {
        if (domain.isEmpty()) {
            return Optional.of(Withholding.FOREIGN_DOMAIN);
        }
        if (holding.filter(held -> held.account().equals(account)).isEmpty()) {
            return Optional.of(Withholding.NOT_OWNER);
        }
        if (!holding.get().state().isInUse()) {
            return Optional.of(Withholding.RETIRED);
        }
        return domain.get().isServed() ? Optional.empty() : Optional.of(Withholding.DOMAIN_NOT_VERIFIED);
    }
}
