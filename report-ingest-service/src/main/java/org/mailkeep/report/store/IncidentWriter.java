package org.mailkeep.report.store;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.platform.store.Outbox;
import org.mailkeep.report.domain.incident.Change;
import org.mailkeep.report.domain.incident.Closing;
import org.mailkeep.report.domain.incident.Incident;
import org.mailkeep.report.domain.incident.Life;

/** Writes what became of incidents: the row, an entry of its time line, and what others are told. */
@ApplicationScoped
class IncidentWriter {

    private static final String ENTRY =
            "insert into incident_entry (incident, at, kind, text) values (:incident, :at, :kind, :text)";

    private static final String WEBHOOK = """
            insert into webhook_call (message_id, incident, type, body, created_at, attempts, next_at)
            values (:message, :incident, :type, :body, :now, 0, :now)
            """;

    private final Outbox outbox;

    IncidentWriter(Outbox outbox) {
        this.outbox = outbox;
    }

    Uni<Void> write(Mutiny.Session session, List<Change> changes, Instant now, Telling telling) {
        return Multi.createFrom()
                .iterable(changes)
                .onItem()
                .transformToUniAndConcatenate(change -> write(session, change, now, telling))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> write(Mutiny.Session session, Change change, Instant now, Telling telling) {
        return save(session, change)
                .flatMap(_ -> note(session, change, now))
                .flatMap(_ -> outbox.append(session, telling.changed().apply(change)))
                .flatMap(_ -> telling.webhook()
                        .apply(change)
                        .map(call -> session.createNativeQuery(WEBHOOK)
                                .setParameter("message", UUID.randomUUID())
                                .setParameter("incident", change.incident().id())
                                .setParameter("type", call.type())
                                .setParameter("body", call.body())
                                .setParameter("now", now)
                                .executeUpdate()
                                .replaceWithVoid())
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** At once, since entries refer to it. */
    private static Uni<Void> save(Mutiny.Session session, Change change) {
        Incident incident = change.incident();
        return session.find(IncidentRow.class, incident.id())
                .flatMap(row -> {
                    if (row == null) {
                        return session.persist(IncidentRow.of(incident));
                    }
                    row.take(incident);
                    return Uni.createFrom().voidItem();
                })
                .call(session::flush);
    }

    private static Uni<Void> note(Mutiny.Session session, Change change, Instant now) {
        return switch (change) {
            case Change.Opened _ -> entry(session, change, now, "opened", "");
            case Change.Reopened _ -> entry(session, change, now, "reopened", "");
            case Change.Grown _ -> Uni.createFrom().voidItem();
            case Change.Judged(Incident incident) ->
                switch (incident.life()) {
                    case Life.Confirmed(Instant _, String why) ->
                        entry(session, change, incident.judgedAt().orElse(now), "confirmed", why);
                    case Life.NotReproducible(Instant at) -> entry(session, change, at, "not-reproducible", "");
                    case Life.Fixed(Instant at) -> entry(session, change, at, "fixed", "");
                    case Life.Open _, Life.Closed _ -> Uni.createFrom().voidItem();
                };
            case Change.Closed(Incident incident) ->
                entry(
                        session,
                        change,
                        now,
                        "closed",
                        incident.life() instanceof Life.Closed(Instant _, Closing why) ? why.word() : "");
        };
    }

    private static Uni<Void> entry(Mutiny.Session session, Change change, Instant at, String kind, String text) {
        return entry(session, change.incident().id(), at, kind, text);
    }

    static Uni<Void> entry(Mutiny.Session session, UUID incident, Instant at, String kind, String text) {
        return session.createNativeQuery(ENTRY)
                .setParameter("incident", incident)
                .setParameter("at", at)
                .setParameter("kind", kind)
                .setParameter("text", text)
                .executeUpdate()
                .replaceWithVoid();
    }
}
