package org.mailkeep.keylookup.store;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
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

    private static final String LOCK = "select 1 from pg_advisory_xact_lock(hashtextextended(:name, 0))";

    private static final String ADD_KEY = """
            insert into component_key (fingerprint, certificate, key_id) values (:key, :certificate, :keyId)
            on conflict do nothing
            """;

    private static final String ADD_SIGHTING = """
            insert into address as known (email, certificate, source, first_seen, last_seen)
            values (:email, :certificate, :source, :at, :at)
            on conflict (email, certificate) do update
            set source = excluded.source, last_seen = greatest(known.last_seen, excluded.last_seen)
            """;

    /** Limited, so that a run stays short. Anybody may ask for addresses that do not exist; pins and keys stay. */
    private static final String PRUNE = """
            delete from lookup where email in (
                select email from lookup where not found and fresh_until < :before limit 5000)
            """;

    private final Database database;
    private final Outbox outbox;

    KeyRepository(Database database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /** All that is stored of an address, and these certificates besides. */
    public Uni<StoreResult<KnownOfAddress>> load(EmailAddress email, Collection<Fingerprint> further) {
        return database.inTransaction(session -> session.find(LookupRow.class, email.toString())
                .map(row -> Optional.ofNullable(row).map(LookupRow::facts))
                .flatMap(lookup -> session.find(PinRow.class, email.toString())
                        .map(row -> Optional.ofNullable(row).map(PinRow::stored))
                        .flatMap(pin -> history(session, email)
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
        return database.inTransaction(session -> session.createNativeQuery(
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
        return database.inTransaction(session -> lock(session, learnt)
                .chain(() -> stillStands(session, learnt))
                .flatMap(stands -> stands
                        ? write(session, learnt, now.truncatedTo(ChronoUnit.MICROS))
                                .replaceWith(true)
                        : Uni.createFrom().item(false)));
    }

    private Uni<StoreResult<List<StoredCertificate>>> byComponent(String condition, String key) {
        return database.inTransaction(session -> session.createNativeQuery(
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

    /** In one order everywhere, so that no two wait for each other. */
    private static Uni<Void> lock(Mutiny.Session session, Learnt learnt) {
        Set<String> names = new TreeSet<>();
        learnt.certificates().forEach(change -> names.add(change.fingerprint().hex()));
        learnt.pin().ifPresent(change -> names.add(change.pin().email().toString()));
        learnt.lookup().ifPresent(lookup -> names.add(lookup.email().toString()));
        return inTurn(names.stream()
                .map(name -> session.createNativeQuery(LOCK, Integer.class)
                        .setParameter("name", name)
                        .getSingleResult()
                        .replaceWithVoid()));
    }

    private static Uni<Boolean> stillStands(Mutiny.Session session, Learnt learnt) {
        List<Uni<Boolean>> checks = new ArrayList<>();
        for (Learnt.CertificateChange change : learnt.certificates()) {
            checks.add(session.find(CertificateRow.class, change.fingerprint().hex())
                    .map(row -> (row == null ? 0 : row.version) == change.loadedVersion()));
        }
        learnt.pin()
                .ifPresent(change -> checks.add(
                        session.find(PinRow.class, change.pin().email().toString())
                                .map(row -> (row == null ? 0 : row.version) == change.loadedVersion())));
        return Multi.createFrom()
                .iterable(checks)
                .onItem()
                .transformToUniAndConcatenate(check -> check)
                .filter(stands -> !stands)
                .collect()
                .asList()
                .map(List::isEmpty);
    }

    private Uni<Void> write(Mutiny.Session session, Learnt learnt, Instant now) {
        Stream<Uni<Void>> certificates = learnt.certificates().stream().map(change -> write(session, change, now));
        Stream<Uni<Void>> rest = Stream.of(
                session.flush(),
                inTurn(learnt.certificates().stream().flatMap(change -> keys(session, change))),
                learnt.sighting().map(seen -> write(session, seen)).orElseGet(Uni.createFrom()::voidItem),
                learnt.pin().map(change -> write(session, change.pin())).orElseGet(Uni.createFrom()::voidItem),
                learnt.lookup().map(lookup -> write(session, lookup)).orElseGet(Uni.createFrom()::voidItem));
        Stream<Uni<Void>> history = learnt.pin().stream()
                .flatMap(change -> learnt.history().stream()
                        .map(entry ->
                                session.persist(PinHistoryRow.of(change.pin().email(), entry))));
        Stream<Uni<Void>> events = learnt.events().stream().map(event -> outbox.append(session, event));
        return inTurn(Stream.of(certificates, rest, history, events).flatMap(parts -> parts));
    }

    private static Uni<Void> write(Mutiny.Session session, Learnt.CertificateChange change, Instant now) {
        return session.find(CertificateRow.class, change.fingerprint().hex()).flatMap(known -> {
            var row = known == null ? new CertificateRow() : known;
            row.data = change.data().toArray();
            row.version++;
            row.changedAt = now;
            if (known != null) {
                return Uni.createFrom().voidItem();
            }
            row.fingerprint = change.fingerprint().hex();
            row.refreshAt = change.refreshAt();
            return session.persist(row);
        });
    }

    private static Stream<Uni<Void>> keys(Mutiny.Session session, Learnt.CertificateChange change) {
        return change.keys().stream()
                .map(key -> session.createNativeQuery(ADD_KEY)
                        .setParameter("key", key.hex())
                        .setParameter("certificate", change.fingerprint().hex())
                        .setParameter("keyId", key.keyId())
                        .executeUpdate()
                        .replaceWithVoid());
    }

    private static Uni<Void> write(Mutiny.Session session, Learnt.Seen seen) {
        return session.createNativeQuery(ADD_SIGHTING)
                .setParameter("email", seen.email().toString())
                .setParameter("certificate", seen.fingerprint().hex())
                .setParameter("source", seen.source().word())
                .setParameter("at", seen.at())
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Uni<Void> write(Mutiny.Session session, Pin pin) {
        return session.find(PinRow.class, pin.email().toString()).flatMap(known -> {
            var row = known == null ? new PinRow() : known;
            row.set(pin);
            return known == null ? session.persist(row) : Uni.createFrom().voidItem();
        });
    }

    private static Uni<Void> write(Mutiny.Session session, LookupFacts lookup) {
        return session.find(LookupRow.class, lookup.email().toString()).flatMap(known -> {
            var row = known == null ? new LookupRow() : known;
            row.set(lookup);
            return known == null ? session.persist(row) : Uni.createFrom().voidItem();
        });
    }

    private static Uni<Void> inTurn(Stream<Uni<Void>> work) {
        return Multi.createFrom()
                .items(work)
                .onItem()
                .transformToUniAndConcatenate(one -> one)
                .collect()
                .last()
                .replaceWithVoid();
    }

    static <T, R> StoreResult<R> map(StoreResult<T> result, Function<T, R> mapping) {
        return switch (result) {
            case StoreResult.Done<T>(T value) -> new StoreResult.Done<>(mapping.apply(value));
            case StoreResult.Unavailable<T>(String why, boolean mayReturn) ->
                new StoreResult.Unavailable<>(why, mayReturn);
        };
    }
}
