package org.mailkeep.keydir.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keydir.confirm.DomainConfirmation;
import org.mailkeep.keydir.domain.AccountId;
import org.mailkeep.keydir.domain.audit.AuditEntry;
import org.mailkeep.keydir.domain.ownership.Account;
import org.mailkeep.keydir.domain.ownership.HeldAddress;
import org.mailkeep.keydir.domain.ownership.Ownership;
import org.mailkeep.keydir.domain.publishing.AddressPublication;
import org.mailkeep.keydir.domain.served.DirectoryDomain;
import org.mailkeep.keydir.store.AccountRepository;
import org.mailkeep.keydir.store.AddressRepository;
import org.mailkeep.keydir.store.AuditRepository;
import org.mailkeep.keydir.store.DomainRepository;
import org.mailkeep.keydir.store.KeyRepository;
import org.mailkeep.keydir.store.StoredKey;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.platform.context.HeavyWork;
import org.mailkeep.platform.store.Database;

/** What the directory holds, for those who manage it. */
@ApplicationScoped
public class ReadDirectory {

    private final Database database;
    private final DomainRepository domains;
    private final AccountRepository accounts;
    private final AddressRepository addresses;
    private final KeyRepository keys;
    private final AuditRepository audit;
    private final Publisher publisher;
    private final HeavyWork work;
    private final Rules rules;
    private final DomainConfirmation confirmation;
    private final Clock clock;

    ReadDirectory(
            Database database,
            DomainRepository domains,
            AccountRepository accounts,
            AddressRepository addresses,
            KeyRepository keys,
            AuditRepository audit,
            Publisher publisher,
            HeavyWork work,
            Rules rules,
            DomainConfirmation confirmation,
            Clock clock) {
        this.database = database;
        this.domains = domains;
        this.accounts = accounts;
        this.addresses = addresses;
        this.keys = keys;
        this.audit = audit;
        this.publisher = publisher;
        this.work = work;
        this.rules = rules;
        this.confirmation = confirmation;
        this.clock = clock;
    }

    /**
     * A key that an account offers.
     *
     * @param uploadedAt when the account gave it
     */
    public record OfferedKey(KeyReport report, Instant uploadedAt) {}

    /** The name that customers' aliases have to lead to. */
    public DomainName ourHost() {
        return confirmation.ourHost();
    }

    /** One domain. */
    public Uni<Optional<DirectoryDomain>> domain(DomainName name) {
        return DirectoryUnavailableException.orFail(domains.find(name));
    }

    /** Domains in the order of their names, after the given one. */
    public Uni<List<DirectoryDomain>> domains(String after, int limit) {
        return DirectoryUnavailableException.orFail(domains.page(after, limit));
    }

    /** One account with all its addresses. */
    public Uni<Optional<Account>> account(AccountId id) {
        return DirectoryUnavailableException.orFail(accounts.find(id));
    }

    /** Accounts in the order of their ids, after the given one. */
    public Uni<List<Account>> accounts(String after, int limit) {
        return DirectoryUnavailableException.orFail(accounts.page(after, limit));
    }

    /** What was done about an address, the newest first, before the given number. */
    public Uni<List<AuditEntry>> audit(EmailAddress address, long before, int limit) {
        return DirectoryUnavailableException.orFail(audit.about(address, before, limit));
    }

    /** The keys that an account offers, with what becomes of them now. */
    public Uni<List<OfferedKey>> keys(AccountId account) {
        return DirectoryUnavailableException.orFail(database.inTransaction(session -> keys.ofAccount(session, account)
                .flatMap(stored -> work.run(() -> offered(stored)))
                .flatMap(offered -> {
                    Set<EmailAddress> asked = new HashSet<>();
                    offered.forEach(key -> asked.addAll(KeyReport.addressesIn(key.certificate())));
                    return addresses
                            .held(session, account, asked)
                            .flatMap(held -> domains.known(session, domainsOf(held.keySet(), asked))
                                    .flatMap(known -> work.run(() -> report(account, offered, held, known))));
                })));
    }

    private record Offered(StoredKey key, Certificate certificate) {}

    private List<Offered> offered(List<StoredKey> stored) {
        return stored.stream()
                .filter(StoredKey::isOffered)
                .flatMap(key -> publisher.read(key).map(certificate -> new Offered(key, certificate)).stream())
                .toList();
    }

    private List<OfferedKey> report(
            AccountId account,
            List<Offered> offered,
            Map<EmailAddress, HeldAddress> held,
            Map<DomainName, DirectoryDomain> known) {
        Instant now = clock.instant();
        List<AddressPublication> publications = publisher.decide(
                account,
                held.values().stream()
                        .filter(address -> address.isInUseBy(account))
                        .toList(),
                known,
                offered.stream().map(Offered::key).toList(),
                now);
        Ownership ownership = new Ownership(held, known, rules.quarantine(), now);
        return offered.stream()
                .map(key -> new OfferedKey(
                        KeyReport.of(account, key.certificate(), publications, ownership, rules.acceptance(), now),
                        key.key().uploadedAt()))
                .toList();
    }

    private static Set<DomainName> domainsOf(Collection<EmailAddress> some, Collection<EmailAddress> others) {
        Set<EmailAddress> all = new HashSet<>(some);
        all.addAll(others);
        return all.stream().map(EmailAddress::domain).collect(Collectors.toSet());
    }
}
