package org.mailkeep.report.store;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.Outbox;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.Arrival;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.ContentHash;
import org.mailkeep.report.domain.ReportKey;
import org.mailkeep.report.domain.dmarc.DmarcReport;
import org.mailkeep.report.domain.found.Found;
import org.mailkeep.report.domain.found.Judged;
import org.mailkeep.report.domain.found.Original;
import org.mailkeep.report.domain.found.Outcome;
import org.mailkeep.report.domain.tlsrpt.DayShare;
import org.mailkeep.report.domain.tlsrpt.TlsReport;

/** Keeps reports, each once, together with the totals, the events and the end of the spool's row. */
@ApplicationScoped
public class ReportRepository {

    /** Reports of tens of thousands of rows, on a machine that is busy. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Of one key; a sender that makes up contents without end is not collected. */
    private static final int MAX_CONFLICTS = 10;

    private static final String TAKE_FROM_SPOOL = "delete from SpoolRow where id = :id";

    private static final String INSERT = """
            insert into report (id, range_begin, range_end, key_hash, content_hash, kind, organization, organization_key,
                                report_id, contact, received_at, last_received_at, times_received, transport, trust,
                                hosted, succeeded, failed, quirks, signed_by)
            values (:id, :begin, :end, :key, :content, :kind, :organization, :organizationKey, :reportId,
                    nullif(cast(:contact as text), ''), :at, :at, :times, :transport, :trust, :hosted, :succeeded, :failed,
                    :quirks, nullif(cast(:signer as text), ''))
            on conflict (key_hash, range_begin) do nothing
            """;

    private static final String SEEN = """
            update report set times_received = times_received + 1, last_received_at = greatest(last_received_at, :at)
            where id = :id and range_begin = :begin
            """;

    private static final String CONFLICT = """
            insert into report_conflict (id, report, range_begin, content_hash, received_at, transport, trust, original, signed_by)
            select cast(:conflict as uuid), id, range_begin, cast(:content as bytea), cast(:at as timestamptz),
                   cast(:transport as text), cast(:trust as text), cast(:original as bytea),
                   nullif(cast(:signer as text), '')
            from report
            where key_hash = :key and range_begin = :begin
              and (select count(*) from report_conflict where report = report.id) < :most
            on conflict (report, content_hash) do nothing
            """;

    private final Database database;
    private final ReportWriter writer;
    private final RollUps rollUps;
    private final IncidentQueue incidents;
    private final Withdrawal withdrawal;
    private final QuarantineRepository quarantine;
    private final Outbox outbox;

    ReportRepository(
            Database database,
            ReportWriter writer,
            RollUps rollUps,
            IncidentQueue incidents,
            Withdrawal withdrawal,
            QuarantineRepository quarantine,
            Outbox outbox) {
        this.database = database;
        this.writer = writer;
        this.rollUps = rollUps;
        this.incidents = incidents;
        this.withdrawal = withdrawal;
        this.quarantine = quarantine;
        this.outbox = outbox;
    }

    /** What the head of a report is made of, of either kind. */
    private record Head(
            UUID id,
            ReportKey key,
            Body keyHash,
            Body contentHash,
            String organization,
            String contact,
            long succeeded,
            long failed,
            List<String> quirks,
            int times,
            Original original) {

        /** In the place of a known report, with its id. */
        Head inPlaceOf(KnownReport known) {
            return with(known.id(), keyHash, known.timesReceived() + 1);
        }

        /** Under a key that is the sender's alone. */
        Head ownedBy(DomainName signer) {
            return with(
                    id, new ContentHash().add(key.hash()).add(signer.value()).done(), times);
        }

        private Head with(UUID newId, Body newKeyHash, int newTimes) {
            return new Head(
                    newId,
                    key,
                    newKeyHash,
                    contentHash,
                    organization,
                    contact,
                    succeeded,
                    failed,
                    quirks,
                    newTimes,
                    original);
        }
    }

    /**
     * Keeps all that was found in an arrival, in one transaction with its end in the spool.
     *
     * @param events makes the events about a report that is new, from its id
     * @return what became of each; empty when somebody else processed the arrival meanwhile
     */
    public Uni<StoreResult<Optional<List<Outcome>>>> keep(
            Arrival arrival, List<Judged> found, Instant now, BiFunction<UUID, Judged, List<Outbox.Message>> events) {
        return database.inTransaction(
                LIMIT,
                session -> session.createMutationQuery(TAKE_FROM_SPOOL)
                        .setParameter("id", arrival.id())
                        .executeUpdate()
                        .flatMap(rows -> rows == 0
                                ? Uni.createFrom().item(Optional.<List<Outcome>>empty())
                                : keepAll(session, arrival, found, now, events).map(Optional::of)));
    }

    private Uni<List<Outcome>> keepAll(
            Mutiny.Session session,
            Arrival arrival,
            List<Judged> found,
            Instant now,
            BiFunction<UUID, Judged, List<Outbox.Message>> events) {
        return Multi.createFrom()
                .iterable(found)
                .onItem()
                .transformToUniAndConcatenate(one -> keepOne(session, arrival, one, now, events))
                .collect()
                .asList()
                .call(outcomes -> settleQuarantine(session, arrival, outcomes, now));
    }

    private Uni<Void> settleQuarantine(Mutiny.Session session, Arrival arrival, List<Outcome> outcomes, Instant now) {
        List<Outcome.Quarantined> faults = outcomes.stream()
                .filter(Outcome.Quarantined.class::isInstance)
                .map(Outcome.Quarantined.class::cast)
                .toList();
        return faults.isEmpty()
                ? quarantine.remove(session, arrival.id())
                : quarantine.put(session, arrival, faults, now);
    }

    private Uni<Outcome> keepOne(
            Mutiny.Session session,
            Arrival arrival,
            Judged judged,
            Instant now,
            BiFunction<UUID, Judged, List<Outbox.Message>> events) {
        boolean verified = judged.countsAsVerified();
        return switch (judged.found()) {
            case Found.Tls tls -> {
                Head head = head(tls.report(), tls.original());
                yield insert(
                        session,
                        arrival,
                        judged,
                        head,
                        id -> writer.write(session, id, tls.report(), tls.original())
                                .flatMap(_ -> rollUps.add(session, tls.report(), verified, now))
                                .flatMap(_ -> incidents.add(session, tls.report(), judged.hosted(), verified))
                                .flatMap(_ -> outbox.append(session, events.apply(id, judged))));
            }
            case Found.Dmarc dmarc -> {
                Head head = head(dmarc.report(), dmarc.original());
                yield insert(
                        session,
                        arrival,
                        judged,
                        head,
                        id -> writer.write(session, id, dmarc.report(), dmarc.original())
                                .flatMap(_ -> rollUps.add(session, dmarc.report(), verified, now))
                                .flatMap(_ -> outbox.append(session, events.apply(id, judged))));
            }
            case Found.Unreadable unreadable ->
                Uni.createFrom().item(new Outcome.Quarantined(unreadable.path(), unreadable.reason()));
        };
    }

    private Uni<Outcome> insert(
            Mutiny.Session session, Arrival arrival, Judged judged, Head head, Function<UUID, Uni<Void>> rest) {
        return session.createNativeQuery(INSERT)
                .setParameter("id", head.id())
                .setParameter("begin", head.key().range().begin())
                .setParameter("end", head.key().range().end())
                .setParameter("key", head.keyHash().bytes())
                .setParameter("content", head.contentHash().bytes())
                .setParameter("kind", head.key().kind().name())
                .setParameter("organization", head.organization())
                .setParameter("organizationKey", head.key().organization())
                .setParameter("reportId", head.key().reportId())
                .setParameter("contact", head.contact())
                .setParameter("at", arrival.at())
                .setParameter("transport", arrival.transport().name())
                .setParameter("trust", judged.trust().name())
                .setParameter("hosted", judged.hosted())
                .setParameter("succeeded", head.succeeded())
                .setParameter("failed", head.failed())
                .setParameter("quirks", ReportWriter.json(head.quirks()))
                .setParameter("times", head.times())
                .setParameter("signer", judged.signer().map(DomainName::value).orElse(""))
                .executeUpdate()
                .flatMap(rows -> rows > 0
                        ? rest.apply(head.id()).replaceWith(new Outcome.Kept(head.id()))
                        : again(session, arrival, judged, head, rest));
    }

    /** The key is known: the same report once more, or another one in its name. */
    private Uni<Outcome> again(
            Mutiny.Session session, Arrival arrival, Judged judged, Head head, Function<UUID, Uni<Void>> rest) {
        return KnownReport.lock(session, head.keyHash(), head.key().range().begin())
                .flatMap(found -> found.isPresent()
                        ? settle(session, arrival, judged, head, rest, found.get())
                        : insert(session, arrival, judged, head, rest));
    }

    private Uni<Outcome> settle(
            Mutiny.Session session,
            Arrival arrival,
            Judged judged,
            Head head,
            Function<UUID, Uni<Void>> rest,
            KnownReport known) {
        return switch (known.against(head.contentHash(), judged)) {
            case SEEN ->
                session.createNativeQuery(SEEN)
                        .setParameter("at", arrival.at())
                        .setParameter("id", known.id())
                        .setParameter("begin", known.begin())
                        .executeUpdate()
                        .replaceWith(new Outcome.Seen(known.id()));
            case SUPERSEDES ->
                withdrawal
                        .withdraw(session, known, head.contentHash())
                        .flatMap(_ -> insert(session, arrival, judged, head.inPlaceOf(known), rest));
            case OTHER_SENDER ->
                head.keyHash().equals(head.key().hash())
                        ? insert(
                                session,
                                arrival,
                                judged,
                                head.ownedBy(judged.signer().orElseThrow()),
                                rest)
                        : conflict(session, arrival, judged, head, known);
            case CONFLICT -> conflict(session, arrival, judged, head, known);
        };
    }

    private static Uni<Outcome> conflict(
            Mutiny.Session session, Arrival arrival, Judged judged, Head head, KnownReport known) {
        return session.createNativeQuery(CONFLICT)
                .setParameter("conflict", head.id())
                .setParameter("content", head.contentHash().bytes())
                .setParameter("at", arrival.at())
                .setParameter("transport", arrival.transport().name())
                .setParameter("trust", judged.trust().name())
                .setParameter("signer", judged.signer().map(DomainName::value).orElse(""))
                .setParameter("original", head.original().body().bytes())
                .setParameter("key", head.keyHash().bytes())
                .setParameter("begin", head.key().range().begin())
                .setParameter("most", MAX_CONFLICTS)
                .executeUpdate()
                .replaceWith(new Outcome.Conflict(known.id()));
    }

    private static Head head(TlsReport report, Original original) {
        List<DayShare> shares = DayShare.of(report);
        ReportKey key = report.key();
        return new Head(
                UUID.randomUUID(),
                key,
                key.hash(),
                report.contentHash(),
                report.organization(),
                report.contact().orElse(""),
                shares.stream().mapToLong(DayShare::succeeded).sum(),
                shares.stream().mapToLong(DayShare::failed).sum(),
                report.deviations().stream().map(one -> one.quirk().word()).toList(),
                1,
                original);
    }

    private static Head head(DmarcReport report, Original original) {
        ReportKey key = report.key();
        return new Head(
                UUID.randomUUID(),
                key,
                key.hash(),
                report.contentHash(),
                report.organization(),
                report.contact().or(report::email).orElse(""),
                report.messages() - report.failed(),
                report.failed(),
                report.deviations().stream().map(one -> one.quirk().word()).toList(),
                1,
                original);
    }
}
