package org.mailkeep.keylookup.store;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.domain.LookupFacts;
import org.mailkeep.keylookup.domain.LookupFacts.Result;
import org.mailkeep.keylookup.domain.Pin;
import org.mailkeep.platform.store.Outbox;

/**
 * Writes what was learnt, a statement for each row and no question before: what was decided on is checked by the statements
 * themselves. Certificates come first and in one order everywhere, then the pin, so that no two writers wait for each other.
 */
final class LearntWriter {

    private static final String CERTIFICATE = """
            insert into certificate as known (fingerprint, data, version, changed_at, refresh_at)
            values (:fingerprint, :data, 1, :now, :refreshAt)
            on conflict (fingerprint) do update
            set data = excluded.data, version = known.version + 1, changed_at = excluded.changed_at
            where known.version = :loaded
            """;

    private static final String PIN = """
            insert into pin as known (email, fingerprint, source, since, candidate, candidate_source, candidate_since,
                candidate_announced, rejected, version)
            values (:email, :fingerprint, :source, :since, nullif(:candidate, ''), nullif(:candidateSource, ''),
                cast(nullif(:candidateSince, '') as timestamptz), :announced, string_to_array(:rejected, ' '), 1)
            on conflict (email) do update
            set fingerprint = excluded.fingerprint, source = excluded.source, since = excluded.since,
                candidate = excluded.candidate, candidate_source = excluded.candidate_source,
                candidate_since = excluded.candidate_since, candidate_announced = excluded.candidate_announced,
                rejected = excluded.rejected, version = known.version + 1
            where known.version = :loaded
            """;

    private static final String KEYS = """
            insert into component_key (fingerprint, certificate, key_id)
            select key, :certificate, key_id
            from unnest(string_to_array(:keys, ' '), string_to_array(:keyIds, ' ')) as named (key, key_id)
            on conflict do nothing
            """;

    private static final String SIGHTING = """
            insert into address as known (email, certificate, source, first_seen, last_seen)
            values (:email, :certificate, :source, :at, :at)
            on conflict (email, certificate) do update
            set source = excluded.source, last_seen = greatest(known.last_seen, excluded.last_seen)
            """;

    /** The driver would take a text that is given as a document for a document of one text. */
    private static final String LOOKUP = """
            insert into lookup (email, found, source, seen, trace, at, fresh_until)
            values (:email, :found, nullif(:source, ''), nullif(:seen, ''), cast(cast(:trace as text) as jsonb), :at,
                :freshUntil)
            on conflict (email) do update
            set found = excluded.found, source = excluded.source, seen = excluded.seen, trace = excluded.trace,
                at = excluded.at, fresh_until = excluded.fresh_until
            """;

    private final Mutiny.Session session;
    private final Outbox outbox;
    private final Instant now;

    LearntWriter(Mutiny.Session session, Outbox outbox, Instant now) {
        this.session = session;
        this.outbox = outbox;
        this.now = now;
    }

    /** Whether what it was decided on still stood; where it did not, the transaction comes to nothing. */
    Uni<Boolean> write(Learnt learnt) {
        List<Uni<Integer>> guarded = new ArrayList<>();
        learnt.certificates().stream()
                .sorted(Comparator.comparing(Learnt.CertificateChange::fingerprint))
                .forEach(change -> guarded.add(certificate(change)));
        learnt.pin().ifPresent(change -> guarded.add(pin(change)));
        return allStand(guarded, 0).chain(stand -> {
            if (!stand) {
                session.currentTransaction().markForRollback();
                return Uni.createFrom().item(false);
            }
            return inTurn(rest(learnt)).replaceWith(true);
        });
    }

    private static Uni<Boolean> allStand(List<Uni<Integer>> guarded, int from) {
        return from == guarded.size()
                ? Uni.createFrom().item(true)
                : guarded.get(from)
                        .chain(rows -> rows == 0 ? Uni.createFrom().item(false) : allStand(guarded, from + 1));
    }

    private Stream<Uni<?>> rest(Learnt learnt) {
        Stream<Uni<?>> keys = learnt.certificates().stream().map(this::keys);
        Stream<Uni<?>> sighting = learnt.sighting().stream().map(this::sighting);
        Stream<Uni<?>> lookup = learnt.lookup().stream().map(this::lookup);
        Stream<Uni<?>> history = learnt.pin().stream()
                .flatMap(change -> learnt.history().stream()
                        .map(entry ->
                                session.persist(PinHistoryRow.of(change.pin().email(), entry))));
        Stream<Uni<?>> events = learnt.events().stream().map(event -> outbox.append(session, event));
        return Stream.of(keys, sighting, lookup, history, events).flatMap(parts -> parts);
    }

    private Uni<Integer> certificate(Learnt.CertificateChange change) {
        return session.createNativeQuery(CERTIFICATE)
                .setParameter("fingerprint", change.fingerprint().hex())
                .setParameter("data", change.data().toArray())
                .setParameter("now", now)
                .setParameter("refreshAt", change.refreshAt())
                .setParameter("loaded", change.loadedVersion())
                .executeUpdate();
    }

    private Uni<Integer> pin(Learnt.PinChanged change) {
        Pin pin = change.pin();
        Optional<Pin.Candidate> candidate = pin.candidate();
        return session.createNativeQuery(PIN)
                .setParameter("email", pin.email().toString())
                .setParameter("fingerprint", pin.fingerprint().hex())
                .setParameter("source", pin.source().word())
                .setParameter("since", pin.since())
                .setParameter(
                        "candidate",
                        candidate.map(other -> other.fingerprint().hex()).orElse(""))
                .setParameter(
                        "candidateSource",
                        candidate.map(other -> other.source().word()).orElse(""))
                .setParameter(
                        "candidateSince",
                        candidate.map(other -> other.since().toString()).orElse(""))
                .setParameter(
                        "announced", candidate.map(Pin.Candidate::announced).orElse(false))
                .setParameter("rejected", joined(pin.rejected().stream().sorted()))
                .setParameter("loaded", change.loadedVersion())
                .executeUpdate();
    }

    private Uni<Integer> keys(Learnt.CertificateChange change) {
        return session.createNativeQuery(KEYS)
                .setParameter("certificate", change.fingerprint().hex())
                .setParameter("keys", joined(change.keys().stream()))
                .setParameter(
                        "keyIds", change.keys().stream().map(Fingerprint::keyId).collect(Collectors.joining(" ")))
                .executeUpdate();
    }

    private Uni<Integer> sighting(Learnt.Seen seen) {
        return session.createNativeQuery(SIGHTING)
                .setParameter("email", seen.email().toString())
                .setParameter("certificate", seen.fingerprint().hex())
                .setParameter("source", seen.source().word())
                .setParameter("at", seen.at())
                .executeUpdate();
    }

    private Uni<Integer> lookup(LookupFacts lookup) {
        return session.createNativeQuery(LOOKUP)
                .setParameter("email", lookup.email().toString())
                .setParameter("found", lookup.result() == Result.FOUND)
                .setParameter(
                        "source", lookup.source().map(source -> source.word()).orElse(""))
                .setParameter("seen", lookup.seen().map(Fingerprint::hex).orElse(""))
                .setParameter("trace", TraceDocument.write(lookup.trace()))
                .setParameter("at", lookup.at())
                .setParameter("freshUntil", lookup.freshUntil())
                .executeUpdate();
    }

    private static String joined(Stream<Fingerprint> fingerprints) {
        return fingerprints.map(Fingerprint::hex).collect(Collectors.joining(" "));
    }

    private static Uni<Void> inTurn(Stream<Uni<?>> work) {
        return Multi.createFrom()
                .items(work)
                .onItem()
                .transformToUniAndConcatenate(one -> one)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
