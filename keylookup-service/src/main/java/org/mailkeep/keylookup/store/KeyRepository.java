package org.mailkeep.keylookup.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.domain.LookupFacts;
import org.mailkeep.keylookup.domain.Pin;
import org.mailkeep.keylookup.domain.PinEntry;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.Outbox;
import org.mailkeep.platform.store.StoreResult;

/** Certificates, pins and lookups. What belongs together is loaded, decided on outside, and stored at once. */
@ApplicationScoped
public class KeyRepository {

    /** Certificates that share a key ID; more is an attack. */
    private static final int MAX_SHARING_KEY_ID = 8;

    private static final int MAX_HISTORY = 200;

    /** Limited, so that a run stays short. Anybody may ask for addresses that do not exist; pins and keys stay. */
    private static final String PRUNE = """
            delete from lookup where email in (
                select email from lookup where not found and fresh_until < :before limit 5000 for update skip locked)
            """;

    private final Database database;
    private final Outbox outbox;

    KeyRepository(Database database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /** All that is stored of an address, and these certificates besides. */
    public Uni<StoreResult<KnownOfAddress>> load(EmailAddress email, Collection<Fingerprint> further) {
        return database.reading(session -> session.find(LookupRow.class, email.toString())
                .map(row -> Optional.ofNullable(row).map(LookupRow::facts))
                .flatMap(lookup -> session.find(PinRow.class, email.toString())
                        .map(row -> Optional.ofNullable(row).map(PinRow::stored))
                        .flatMap(pin -> (pin.isEmpty()
                                        ? Uni.createFrom().item(List.<PinEntry>of())
                                        : history(session, email))
                                .flatMap(history -> certificates(session, named(lookup, pin, further))
                                        .map(found -> new KnownOfAddress(lookup, pin, found, history))))));
    }

    /** The certificate with this primary key or subkey. */
    public Uni<StoreResult<Optional<StoredCertificate>>> byFingerprint(Fingerprint key) {
        return byComponent("c.fingerprint = :key", key.hex())
                .map(result -> map(result, found -> found.stream().findFirst()));
    }

    /** The certificates that have a key of this ID, 16 upper-case digits. */
    public Uni<StoreResult<List<StoredCertificate>>> byKeyId(String keyId) {
        return byComponent("c.key_id = :key", keyId);
    }

    /** The addresses for which a certificate was seen. */
    public Uni<StoreResult<List<EmailAddress>>> addressesOf(Fingerprint certificate) {
        return database.reading(session -> session.createNativeQuery(
                        "select email from address where certificate = :certificate order by email", String.class)
                .setParameter("certificate", certificate.hex())
                .setMaxResults(MAX_HISTORY)
                .getResultList()
                .map(emails -> emails.stream()
                        .flatMap(email -> EmailAddress.parse(email).stream())
                        .toList()));
    }

    /** From now on the last lookup of the address is not fresh any more. */
    public Uni<StoreResult<Integer>> expire(EmailAddress email, Instant now) {
        return expire("email = :of", email.toString(), now);
    }

    /** The same for all addresses of a domain. */
    public Uni<StoreResult<Integer>> expire(DomainName domain, Instant now) {
        return expire("right(email, length(:of)) = :of", "@" + domain, now);
    }

    /** Deletes lookups that found nothing and were last fresh before this; yields how many. */
    public Uni<StoreResult<Integer>> prune(Instant before) {
        return database.inTransaction(session ->
                session.createNativeQuery(PRUNE).setParameter("before", before).executeUpdate());
    }

    private Uni<StoreResult<Integer>> expire(String which, String of, Instant now) {
        return database.inTransaction(session -> session.createNativeQuery(
                        "update lookup set fresh_until = :now where fresh_until > :now and " + which)
                .setParameter("now", now)
                .setParameter("of", of)
                .executeUpdate());
    }

    /** Stores what was learnt; yields whether what it was decided on still stood. */
    public Uni<StoreResult<Boolean>> store(Learnt learnt, Instant now) {
        return database.inTransaction(
                session -> new LearntWriter(session, outbox, now.truncatedTo(ChronoUnit.MICROS)).write(learnt));
    }

    private Uni<StoreResult<List<StoredCertificate>>> byComponent(String condition, String key) {
        return database.reading(session -> session.createNativeQuery(
                        "select distinct c.certificate from component_key c where " + condition, String.class)
                .setParameter("key", key)
                .setMaxResults(MAX_SHARING_KEY_ID)
                .getResultList()
                .flatMap(fingerprints -> certificates(
                        session,
                        new LinkedHashSet<>(
                                fingerprints.stream().map(Fingerprint::new).toList()))));
    }

    private static Uni<List<PinEntry>> history(Mutiny.Session session, EmailAddress email) {
        return session.createQuery("from PinHistoryRow where email = :email order by id desc", PinHistoryRow.class)
                .setParameter("email", email.toString())
                .setMaxResults(MAX_HISTORY)
                .getResultList()
                .map(rows -> rows.reversed().stream().map(PinHistoryRow::entry).toList());
    }

    private static Uni<List<StoredCertificate>> certificates(Mutiny.Session session, Set<Fingerprint> fingerprints) {
        return fingerprints.isEmpty()
                ? Uni.createFrom().item(List.of())
                : session.createQuery("from CertificateRow where fingerprint in :fingerprints", CertificateRow.class)
                        .setParameter(
                                "fingerprints",
                                fingerprints.stream().map(Fingerprint::hex).toList())
                        .getResultList()
                        .map(rows -> rows.stream().map(CertificateRow::stored).toList());
    }

    private static Set<Fingerprint> named(
            Optional<LookupFacts> lookup, Optional<StoredPin> pin, Collection<Fingerprint> further) {
        Set<Fingerprint> named = new LinkedHashSet<>(further);
        lookup.flatMap(LookupFacts::seen).ifPresent(named::add);
        pin.map(StoredPin::pin).ifPresent(known -> {
            named.add(known.fingerprint());
            known.candidate().map(Pin.Candidate::fingerprint).ifPresent(named::add);
        });
        return named;
    }

    static <T, R> StoreResult<R> map(StoreResult<T> result, Function<T, R> mapping) {
        return switch (result) {
            case StoreResult.Done<T>(T value) -> new StoreResult.Done<>(mapping.apply(value));
            case StoreResult.Unavailable<T>(String why, boolean mayReturn) ->
                new StoreResult.Unavailable<>(why, mayReturn);
        };
    }
}
