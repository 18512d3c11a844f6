package org.mailkeep.keydir.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keydir.domain.AccountId;
import org.mailkeep.keydir.domain.audit.AuditAction;
import org.mailkeep.keydir.domain.ownership.HeldAddress;
import org.mailkeep.keydir.store.AccountRepository;
import org.mailkeep.keydir.store.AddressRepository;
import org.mailkeep.keydir.store.KeyRepository;
import org.mailkeep.keydir.store.StoredKey;

/** An account takes a key back: it is not served any more for any address. */
@ApplicationScoped
public class WithdrawKey {

    private final DirectoryChanges changes;
    private final AccountRepository accounts;
    private final AddressRepository addresses;
    private final KeyRepository keys;
    private final Publisher publisher;

    WithdrawKey(
            DirectoryChanges changes,
            AccountRepository accounts,
            AddressRepository addresses,
            KeyRepository keys,
            Publisher publisher) {
        this.changes = changes;
        this.accounts = accounts;
        this.addresses = addresses;
        this.keys = keys;
        this.publisher = publisher;
    }

    /** Yields whether the account offered the key. */
    public Uni<Boolean> withdraw(AccountId account, Fingerprint key, String actor) {
        return changes.make(
                actor,
                change -> accounts.lock(change.session(), account)
                        .chain(() -> keys.ofAccount(change.session(), account))
                        .flatMap(stored -> stored.stream()
                                .filter(candidate -> candidate.fingerprint().equals(key) && candidate.isOffered())
                                .findFirst()
                                .map(offered ->
                                        withdraw(change, account, offered).replaceWith(true))
                                .orElseGet(() -> Uni.createFrom().item(false))));
    }

    private Uni<Void> withdraw(DirectoryChange change, AccountId account, StoredKey key) {
        change.record(change.entry(AuditAction.KEY_WITHDRAWN).onAccount(account).onKey(key.fingerprint()));
        return keys.put(change.session(), account, key.withdrawn(change.now()))
                .chain(() -> addresses.held(change.session(), account, List.of()))
                .flatMap(held -> publisher.refresh(
                        change,
                        account,
                        held.values().stream()
                                .filter(address -> address.state().isInUse())
                                .sorted(java.util.Comparator.comparing(HeldAddress::address))
                                .toList(),
                        "withdrawn"))
                .replaceWithVoid();
    }
}
