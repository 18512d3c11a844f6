package org.mailkeep.keydir.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.TreeSet;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keydir.domain.AccountId;
import org.mailkeep.keydir.domain.audit.AuditAction;
import org.mailkeep.keydir.domain.ownership.AccountPlan;
import org.mailkeep.keydir.store.AccountRepository;

/** The mail system says which addresses an account has. */
@ApplicationScoped
public class PutAccount {

    private final DirectoryChanges changes;
    private final AccountRepository accounts;
    private final AccountChanges accountChanges;

    PutAccount(DirectoryChanges changes, AccountRepository accounts, AccountChanges accountChanges) {
        this.changes = changes;
        this.accounts = accounts;
        this.accountChanges = accountChanges;
    }

    /**
     * What came of it.
     *
     * @param added whether the account is new
     */
    public record Outcome(AccountPlan plan, boolean added) {

        /** Whether everything was so already. */
        public boolean isUnchanged() {
            return !added && plan instanceof AccountPlan.Accepted(var steps) && steps.isEmpty();
        }
    }

    /** Lets the account have exactly these addresses in use; all of them or, when one is refused, none. */
    public Uni<Outcome> put(AccountId account, EmailAddress primary, Set<EmailAddress> aliases, String actor) {
        return changes.make(actor, change -> put(change, account, primary, aliases));
    }

    Uni<Outcome> put(DirectoryChange change, AccountId account, EmailAddress primary, Set<EmailAddress> aliases) {
        Set<EmailAddress> asked = new TreeSet<>(aliases);
        asked.add(primary);
        return accounts.lockOrAdd(change.session(), account, change.now()).flatMap(added -> {
            if (added) {
                change.record(change.entry(AuditAction.ACCOUNT_ADDED).onAccount(account));
            }
            return accountChanges
                    .apply(change, account, asked, ownership -> ownership.plan(account, primary, aliases))
                    .map(plan -> new Outcome(plan, added));
        });
    }
}
