package org.mailkeep.keydir.domain.ownership;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keydir.domain.AccountId;
import org.mailkeep.keydir.domain.served.DirectoryDomain;

/**
 * The rules of ownership, for one moment.
 *
 * @param held every address that the account holds, and every one that is asked about, whoever holds it
 * @param domains those that the directory knows, as far as these addresses are in them
 * @param quarantine for how long nobody else gets an address that was given back
 */
public record Ownership(
        Map<EmailAddress, HeldAddress> held,
        Map<DomainName, DirectoryDomain> domains,
        Duration quarantine,
        Instant now) {

    /** Addresses in use by one account, at most. */
    public static final int MAX_IN_USE = 1000;

    public Ownership {
        held = Map.copyOf(held);
        domains = Map.copyOf(domains);
    }

    /** Whether the account may use the address. */
    public Claim claim(AccountId account, EmailAddress address) {
        Optional<HeldAddress> known = Optional.ofNullable(held.get(address));
        // What is in use already stays so, also while a customer's DNS is out of order.
        if (known.filter(holding -> holding.isInUseBy(account)).isPresent()) {
            return new Claim.Held(known.get().state());
        }
        Optional<DirectoryDomain> domain = Optional.ofNullable(domains.get(address.domain()));
        if (domain.isEmpty()) {
            return new Claim.Refused(new Claim.Refusal.ForeignDomain());
        }
        // Else a stranger's domain could be filled with addresses before its owner comes and proves it.
        if (!domain.get().isServed()) {
            return new Claim.Refused(new Claim.Refusal.DomainNotVerified());
        }
        return known.map(holding -> claim(account, holding)).orElseGet(Claim.Free::new);
    }

    private Claim claim(AccountId account, HeldAddress holding) {
        if (holding.account().equals(account)) {
            return new Claim.Held(holding.state());
        }
        return switch (holding.state()) {
            case AddressState.Primary _, AddressState.Alias _, AddressState.Retired _ ->
                new Claim.Refused(new Claim.Refusal.Taken());
            case AddressState.Removed removed ->
                now.isBefore(removed.freeFrom())
                        ? new Claim.Refused(new Claim.Refusal.InQuarantine(removed.freeFrom()))
                        : new Claim.FreeAgain();
        };
    }

    /**
     * What it takes for the account to have exactly these addresses in use. Those that are not named any more are retired on
     * an own domain, and removed on a customer's. Either all of it is done or nothing.
     */
    public AccountPlan plan(AccountId account, EmailAddress primary, Set<EmailAddress> aliases) {
        Set<EmailAddress> others = new TreeSet<>(aliases);
        others.remove(primary);
        if (others.size() + 1 > MAX_IN_USE) {
            return new AccountPlan.TooMany(MAX_IN_USE);
        }
        List<AddressChange> changes = new ArrayList<>(releases(account, primary, others));
        // The primary address comes last: there is never a second one on the way.
        for (EmailAddress alias : others) {
            Optional<AccountPlan.Refused> refused = use(account, alias, new AddressState.Alias(), changes);
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        return use(account, primary, new AddressState.Primary(), changes)
                .<AccountPlan>map(refused -> refused)
                .orElseGet(() -> new AccountPlan.Accepted(changes));
    }

    /** What it takes for the account to have one more alias. */
    public AccountPlan planAlias(AccountId account, EmailAddress alias) {
        HeldAddress known = held.get(alias);
        if (known != null && known.isInUseBy(account)) {
            return new AccountPlan.Accepted(List.of());
        }
        long inUse = held.values().stream()
                .filter(holding -> holding.isInUseBy(account))
                .count();
        if (inUse >= MAX_IN_USE) {
            return new AccountPlan.TooMany(MAX_IN_USE);
        }
        List<AddressChange> changes = new ArrayList<>();
        return use(account, alias, new AddressState.Alias(), changes)
                .<AccountPlan>map(refused -> refused)
                .orElseGet(() -> new AccountPlan.Accepted(changes));
    }

    /** Whether the account can be rid of an alias: only on a customer's domain. */
    public AliasEnd removeAlias(AccountId account, EmailAddress alias) {
        HeldAddress holding = held.get(alias);
        if (holding == null || !holding.account().equals(account)) {
            return new AliasEnd.NotHeld();
        }
        return switch (holding.state()) {
            case AddressState.Primary _ -> new AliasEnd.IsPrimary();
            case AddressState.Alias _, AddressState.Retired _ ->
                isOnOwnDomain(alias) ? new AliasEnd.Protected() : new AliasEnd.Ends(release(alias));
            case AddressState.Removed _ -> new AliasEnd.Ended();
        };
    }

    /** Whether an alias can be taken out of use, so that it stays with the account and nobody has it. */
    public AliasEnd retireAlias(AccountId account, EmailAddress alias) {
        HeldAddress holding = held.get(alias);
        if (holding == null || !holding.account().equals(account)) {
            return new AliasEnd.NotHeld();
        }
        return switch (holding.state()) {
            case AddressState.Primary _ -> new AliasEnd.IsPrimary();
            case AddressState.Alias _ -> new AliasEnd.Ends(new AddressState.Retired());
            case AddressState.Retired _, AddressState.Removed _ -> new AliasEnd.Ended();
        };
    }

    private List<AddressChange> releases(AccountId account, EmailAddress primary, Set<EmailAddress> aliases) {
        return held.values().stream()
                .filter(holding -> holding.isInUseBy(account))
                .map(HeldAddress::address)
                .filter(address -> !address.equals(primary) && !aliases.contains(address))
                .sorted()
                .<AddressChange>map(address -> new AddressChange.Become(address, release(address)))
                .toList();
    }

    private Optional<AccountPlan.Refused> use(
            AccountId account, EmailAddress address, AddressState wanted, List<AddressChange> changes) {
        return switch (claim(account, address)) {
            case Claim.Free _ -> {
                changes.add(new AddressChange.Take(address, wanted));
                yield Optional.empty();
            }
            case Claim.FreeAgain _ -> {
                changes.add(new AddressChange.TakeAgain(address, wanted));
                yield Optional.empty();
            }
            case Claim.Held(var state) -> {
                if (!state.equals(wanted)) {
                    changes.add(new AddressChange.Become(address, wanted));
                }
                yield Optional.empty();
            }
            case Claim.Refused(var why) -> Optional.of(new AccountPlan.Refused(address, why));
        };
    }

    private AddressState release(EmailAddress address) {
        return isOnOwnDomain(address) ? new AddressState.Retired() : new AddressState.Removed(now.plus(quarantine));
    }

    /** Held addresses are in known domains; whatever is not surely a customer's is protected. */
    private boolean isOnOwnDomain(EmailAddress address) {
        DirectoryDomain domain = domains.get(address.domain());
        return domain == null || domain.kind() == DirectoryDomain.Kind.OWN;
    }
}
