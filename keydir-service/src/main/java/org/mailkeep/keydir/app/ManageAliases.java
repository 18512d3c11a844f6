package org.mailkeep.keydir.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keydir.domain.AccountId;
import org.mailkeep.keydir.domain.ownership.AccountPlan;
import org.mailkeep.keydir.domain.ownership.AddressChange;
import org.mailkeep.keydir.domain.ownership.AliasEnd;
import org.mailkeep.keydir.domain.ownership.Ownership;
import org.mailkeep.keydir.store.AccountRepository;

/** One alias more, or one less. */
@ApplicationScoped
public class ManageAliases {

    private final DirectoryChanges changes;
    private final AccountRepository accounts;
    private final AccountChanges accountChanges;

    ManageAliases(DirectoryChanges changes, AccountRepository accounts, AccountChanges accountChanges) {
        this.changes = changes;
        this.accounts = accounts;
        this.accountChanges = accountChanges;
    }

    /** Adds an alias; yields nothing when there is no such account. */
    public Uni<Optional<AccountPlan>> add(AccountId account, EmailAddress alias, String actor) {
        return changes.make(
                actor,
                change -> accounts.lock(change.session(), account)
                        .flatMap(exists -> exists
                                ? accountChanges
                                        .apply(
                                                change,
                                                account,
                                                List.of(alias),
                                                rules -> rules.planAlias(account, alias))
                                        .map(Optional::of)
                                : Uni.createFrom().item(Optional.<AccountPlan>empty())));
    }

    /** Takes an alias off the account, where that is possible. */
    public Uni<AliasEnd> remove(AccountId account, EmailAddress alias, String actor) {
        return end(account, alias, actor, rules -> rules.removeAlias(account, alias));
    }

    /** Takes an alias out of use; it stays with the account. */
    public Uni<AliasEnd> retire(AccountId account, EmailAddress alias, String actor) {
        return end(account, alias, actor, rules -> rules.retireAlias(account, alias));
    }

    private Uni<AliasEnd> end(
            AccountId account, EmailAddress alias, String actor, Function<Ownership, AliasEnd> decision) {
        return changes.make(
                actor,
                change -> accounts.lock(change.session(), account)
                        .chain(() -> accountChanges.ownership(change, account, List.of(alias)))
                        .flatMap(ownership -> {
                            AliasEnd end = decision.apply(ownership);
                            return end instanceof AliasEnd.Ends(var state)
                                    ? accountChanges
                                            .apply(change, account, List.of(new AddressChange.Become(alias, state)))
                                            .replaceWith(end)
                                    : Uni.createFrom().item(end);
                        }));
    }
}
