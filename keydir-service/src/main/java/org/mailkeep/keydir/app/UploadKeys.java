package org.mailkeep.keydir.app;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keydir.config.KeydirConfig;
import org.mailkeep.keydir.domain.AccountId;
import org.mailkeep.keydir.domain.audit.AuditAction;
import org.mailkeep.keydir.domain.ownership.Account;
import org.mailkeep.keydir.domain.ownership.HeldAddress;
import org.mailkeep.keydir.domain.ownership.Ownership;
import org.mailkeep.keydir.store.AccountRepository;
import org.mailkeep.keydir.store.KeyRepository;
import org.mailkeep.keydir.store.StoredKey;
import org.mailkeep.openpgp.CertificateReader;
import org.mailkeep.openpgp.CertificateReading;
import org.mailkeep.openpgp.KeyringReading;
import org.mailkeep.platform.context.HeavyWork;

/** An account gives keys, and hears address by address what becomes of them. */
@ApplicationScoped
public class UploadKeys {

    private final DirectoryChanges changes;
    private final AccountRepository accounts;
    private final AccountChanges accountChanges;
    private final KeyRepository keys;
    private final Publisher publisher;
    private final HeavyWork work;
    private final Rules rules;
    private final Semaphore underWay;

    UploadKeys(
            DirectoryChanges changes,
            AccountRepository accounts,
            AccountChanges accountChanges,
            KeyRepository keys,
            Publisher publisher,
            HeavyWork work,
            Rules rules,
            KeydirConfig config) {
        this.changes = changes;
        this.accounts = accounts;
        this.accountChanges = accountChanges;
        this.keys = keys;
        this.publisher = publisher;
        this.work = work;
        this.rules = rules;
        underWay = new Semaphore(config.keys().concurrentUploads());
    }

    /** What came of an upload. */
    public sealed interface Outcome {

        /** Every key was looked at. */
        record Looked(List<OfKey> keys) implements Outcome {

            /** Whether nothing is new to the directory. */
            public boolean isUnchanged() {
                return keys.stream().allMatch(key -> key.step() instanceof KeyStep.Unchanged);
            }
        }

        /** There is no such account. */
        record NoSuchAccount() implements Outcome {}

        /** The body holds a secret key; nothing of it was kept. */
        record SecretKey(List<EmailAddress> addresses) implements Outcome {}

        /** More than is read, of what the word says. */
        record TooLarge(String what) implements Outcome {}

        /** No key. */
        record Malformed(String why) implements Outcome {}

        /** The account would offer more keys than it may. */
        record TooManyKeys(int limit) implements Outcome {}

        /** Too many uploads at once: come back. */
        record Busy() implements Outcome {}
    }

    /**
     * One key.
     *
     * @param report empty for a key that was refused
     */
    public record OfKey(KeyStep step, Optional<KeyReport> report) {}

    /** Octets of a body, at most; more need not be read. */
    public int maxBodyOctets() {
        return rules.limits().bodyOctets();
    }

    /**
     * Takes the keys in a body, armored or binary.
     *
     * @param body is overwritten when it holds a secret key
     */
    public Uni<Outcome> upload(AccountId account, byte[] body, String actor) {
        if (!underWay.tryAcquire()) {
            return item(new Outcome.Busy());
        }
        return read(body)
                .flatMap(reading -> switch (reading) {
                    case KeyringReading.Certificates certificates ->
                        changes.make(actor, change -> upload(change, account, certificates.readings()));
                    case KeyringReading.SecretKey _ ->
                        DirectoryUnavailableException.orFail(accounts.find(account))
                                .map(UploadKeys::secretKey);
                    case KeyringReading.TooLarge tooLarge -> item(new Outcome.TooLarge(tooLarge.what()));
                    case KeyringReading.Malformed malformed -> item(new Outcome.Malformed(malformed.why()));
                })
                .onTermination()
                .invoke(() -> underWay.release());
    }

    /** Reads a body on a worker. */
    Uni<KeyringReading> read(byte[] body) {
        return work.run(() -> {
            KeyringReading reading = new CertificateReader(rules.limits()).read(body);
            if (reading instanceof KeyringReading.SecretKey) {
                Arrays.fill(body, (byte) 0);
            }
            return reading;
        });
    }

    /** The same within a change that is under way. */
    Uni<Outcome> upload(DirectoryChange change, AccountId account, List<CertificateReading> readings) {
        return accounts.lock(change.session(), account)
                .flatMap(exists -> exists
                        ? keys.ofAccount(change.session(), account)
                                .flatMap(stored -> work.run(() ->
                                        KeyMerge.of(stored, readings, publisher::read, rules.limits(), change.now())))
                                .flatMap(merge -> store(change, account, merge))
                        : Uni.createFrom().item(new Outcome.NoSuchAccount()));
    }

    private Uni<Outcome> store(DirectoryChange change, AccountId account, KeyMerge.Outcome merge) {
        if (merge.offered() > rules.keysPerAccount() && !merge.toStore().isEmpty()) {
            change.giveUp();
            return Uni.createFrom().item(new Outcome.TooManyKeys(rules.keysPerAccount()));
        }
        return Multi.createFrom()
                .iterable(merge.toStore())
                .invoke(key -> record(change, account, key))
                .onItem()
                .transformToUniAndConcatenate(key -> keys.put(change.session(), account, key))
                .onItem()
                .ignoreAsUni()
                .chain(() -> accountChanges.ownership(change, account, addressesIn(merge)))
                .flatMap(ownership -> publisher
                        .refresh(change, account, inUse(ownership, account), "uploaded")
                        .flatMap(publications -> work.run(() -> new Outcome.Looked(merge.results().stream()
                                .map(result -> new OfKey(
                                        result.step(),
                                        result.certificate()
                                                .map(certificate -> KeyReport.of(
                                                        account,
                                                        certificate,
                                                        publications,
                                                        ownership,
                                                        rules.acceptance(),
                                                        change.now()))))
                                .toList()))));
    }

    private static void record(DirectoryChange change, AccountId account, StoredKey key) {
        change.record(change.entry(AuditAction.KEY_UPLOADED).onAccount(account).onKey(key.fingerprint()));
    }

    private static Set<EmailAddress> addressesIn(KeyMerge.Outcome merge) {
        Set<EmailAddress> addresses = new HashSet<>();
        merge.results().stream()
                .flatMap(result -> result.certificate().stream())
                .forEach(certificate -> addresses.addAll(KeyReport.addressesIn(certificate)));
        return addresses;
    }

    private static List<HeldAddress> inUse(Ownership ownership, AccountId account) {
        return ownership.held().values().stream()
                .filter(held -> held.isInUseBy(account))
                .sorted(java.util.Comparator.comparing(HeldAddress::address))
                .toList();
    }

    private static Outcome secretKey(Optional<Account> account) {
        return account.<Outcome>map(known -> new Outcome.SecretKey(known.inUse()))
                .orElseGet(Outcome.NoSuchAccount::new);
    }

    private static Uni<Outcome> item(Outcome outcome) {
        return Uni.createFrom().item(outcome);
    }
}
