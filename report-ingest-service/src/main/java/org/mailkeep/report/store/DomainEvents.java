package org.mailkeep.report.store;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.ProbeCompleted;
import org.mailkeep.platform.events.EventJson;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.StorableText;
import org.mailkeep.report.domain.incident.Change;
import org.mailkeep.report.domain.incident.DomainChange;
import org.mailkeep.report.domain.incident.ObservedFact;
import org.mailkeep.report.domain.stale.PolicyText;

/** What policy-service tells of our domains: probes with their verdicts, and what changes about certificates and policies. */
@ApplicationScoped
public class DomainEvents {

    private static final int MAX_TEXT = 500;

    /** An event that was followed before, or is older than the last one, changes nothing. */
    private static final String PROBED = """
            insert into last_probe as known (domain, at, event) values (:domain, :at, cast(cast(:event as text) as jsonb))
            on conflict (domain) do update set at = excluded.at, event = excluded.event where known.at < excluded.at
            """;

    private static final String FACTS =
            "select kind, subject, value, seen_at from domain_fact where domain = :domain for update";

    private static final String KEEP_FACT = """
            insert into domain_fact (domain, kind, subject, value, seen_at) values (:domain, :kind, :subject, :value, :at)
            on conflict (domain, kind, subject) do update set value = excluded.value, seen_at = excluded.seen_at
            """;

    private static final String SERVED = """
            insert into served_policy (domain, since, id, lines) values (:domain, :since, :id, :lines)
            on conflict (domain, since) do nothing
            """;

    /** A domain that nobody reports of is none of ours, whatever a mail server asked about it. */
    private static final String CHANGED = """
            insert into domain_change (domain, kind, subject, before, after, not_before, at)
            select :domain, :kind, :subject, :before, :after, :notBefore, :at
            where exists (select 1 from daily_tls where domain = :domain)
               or exists (select 1 from last_probe where domain = :domain)
            on conflict (domain, at, kind, subject, after) do nothing
            """;

    private final Database database;
    private final IncidentRepository incidents;

    DomainEvents(Database database, IncidentRepository incidents) {
        this.database = database;
        this.incidents = incidents;
    }

    private record FactKey(DomainChange.Kind kind, String subject) {}

    private record Known(String value, Instant seenAt) {}

    /**
     * Keeps a probe, what changed since the one before, and its verdict on the domain's incidents.
     *
     * @return what became of incidents; none for a probe that was kept before
     */
    public Uni<StoreResult<List<Change>>> probed(ProbeCompleted probe, Instant now, Telling telling) {
        return database.inTransaction(session -> session.createNativeQuery(PROBED)
                .setParameter("domain", probe.domain().value())
                .setParameter("at", probe.at())
                .setParameter("event", EventJson.write(probe))
                .executeUpdate()
                .flatMap(rows -> rows == 0
                        ? Uni.createFrom().item(List.<Change>of())
                        : keepFacts(session, probe).flatMap(_ -> incidents.judge(session, probe, now, telling))));
    }

    /** Keeps changes that an event tells of; events may come twice. */
    public Uni<StoreResult<Integer>> changed(DomainName domain, List<DomainChange> changes) {
        return database.inTransaction(session -> keep(session, domain, changes).replaceWith(changes.size()));
    }

    private static Uni<Void> keepFacts(Mutiny.Session session, ProbeCompleted probe) {
        return session.createNativeQuery(FACTS, Object[].class)
                .setParameter("domain", probe.domain().value())
                .getResultList()
                .flatMap(rows -> {
                    Map<FactKey, Known> known = new HashMap<>();
                    rows.forEach(row -> known.put(
                            new FactKey(DomainChange.Kind.valueOf((String) row[0]), (String) row[1]),
                            new Known((String) row[2], Times.instant(row[3]))));
                    return keepFacts(session, probe, known);
                });
    }

    private static Uni<Void> keepFacts(Mutiny.Session session, ProbeCompleted probe, Map<FactKey, Known> known) {
        List<ObservedFact> facts = ObservedFact.of(probe);
        var changes = new ArrayList<DomainChange>();
        boolean newPolicy = false;
        for (ObservedFact fact : facts) {
            Optional<Known> before = Optional.ofNullable(known.get(new FactKey(fact.kind(), fact.subject())));
            boolean changed =
                    before.filter(one -> one.value().equals(fact.value())).isEmpty();
            before.filter(_ -> changed)
                    .ifPresent(one -> changes.add(new DomainChange(
                            fact.kind(), fact.subject(), one.value(), fact.value(), one.seenAt(), probe.at())));
            newPolicy |= changed && fact.kind() == DomainChange.Kind.POLICY_ID;
        }
        Uni<Void> served =
                newPolicy ? keepPolicy(session, probe) : Uni.createFrom().voidItem();
        return served.flatMap(_ -> keep(session, probe.domain(), changes))
                .flatMap(_ -> Multi.createFrom()
                        .iterable(facts)
                        .onItem()
                        .transformToUniAndConcatenate(fact -> keepFact(session, probe, fact))
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private static Uni<Integer> keepFact(Mutiny.Session session, ProbeCompleted probe, ObservedFact fact) {
        return session.createNativeQuery(KEEP_FACT)
                .setParameter("domain", probe.domain().value())
                .setParameter("kind", fact.kind().name())
                .setParameter("subject", fact.subject())
                .setParameter("value", fact.value())
                .setParameter("at", probe.at())
                .executeUpdate();
    }

    private static Uni<Void> keepPolicy(Mutiny.Session session, ProbeCompleted probe) {
        return session.createNativeQuery(SERVED)
                .setParameter("domain", probe.domain().value())
                .setParameter("since", probe.at())
                .setParameter("id", probe.policyId())
                .setParameter(
                        "lines", ReportWriter.json(PolicyText.of(probe.policy()).lines()))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Uni<Void> keep(Mutiny.Session session, DomainName domain, List<DomainChange> changes) {
        return Multi.createFrom()
                .iterable(changes)
                .onItem()
                .transformToUniAndConcatenate(change -> session.createNativeQuery(CHANGED)
                        .setParameter("domain", domain.value())
                        .setParameter("kind", change.kind().name())
                        .setParameter("subject", StorableText.shortened(change.subject(), DomainName.MAX_LENGTH))
                        .setParameter("before", StorableText.shortened(change.before(), MAX_TEXT))
                        .setParameter("after", StorableText.shortened(change.after(), MAX_TEXT))
                        .setParameter("notBefore", change.notBefore())
                        .setParameter("at", change.at())
                        .executeUpdate())
                .collect()
                .last()
                .replaceWithVoid();
    }
}
