package org.mailkeep.report.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.incident.DomainChange;
import org.mailkeep.report.domain.incident.Incident;
import org.mailkeep.report.domain.incident.Incident.Acknowledgement;
import org.mailkeep.report.domain.readiness.Mechanism;
import org.mailkeep.report.domain.readiness.Readiness;
import org.mailkeep.report.domain.stale.PolicyShare;
import org.mailkeep.report.domain.stored.IncidentDetail;
import org.mailkeep.report.domain.stored.IncidentFilter;
import org.mailkeep.report.domain.stored.KeptIncident;
import org.mailkeep.report.domain.stored.Page;
import org.mailkeep.report.domain.stored.Position;
import org.mailkeep.report.domain.stored.UnverifiedFailure;
import org.mailkeep.report.store.IncidentQueries;
import org.mailkeep.report.store.IncidentRepository;
import org.mailkeep.report.store.PolicyEvidence;

/** Shows what came of the failures, and lets people say that they look after it. */
@ApplicationScoped
public class Incidents {

    /** What readiness and unverified failures look back on. */
    public static final int DAYS = 30;

    /** A sender that has said nothing for so long may have given up its policy meanwhile. */
    public static final int STALE_DAYS = 14;

    private final IncidentQueries queries;
    private final IncidentRepository repository;
    private final PolicyEvidence evidence;
    private final Clock clock;

    Incidents(IncidentQueries queries, IncidentRepository repository, PolicyEvidence evidence, Clock clock) {
        this.queries = queries;
        this.repository = repository;
        this.evidence = evidence;
        this.clock = clock;
    }

    /** By the time they were opened, the latest first. */
    public Uni<Answer<Page<KeptIncident>>> list(IncidentFilter filter, Position after, int limit) {
        return queries.list(filter, after, limit).map(result -> Answer.of(result, Optional::of));
    }

    /** With time line and evidence. */
    public Uni<Answer<IncidentDetail>> detail(UUID id) {
        return queries.detail(id).map(result -> Answer.of(result, Function.identity()));
    }

    /** Says who looks after it; who said so before is replaced. */
    public Uni<Answer<Incident>> acknowledge(UUID id, String by, String note) {
        return repository
                .acknowledge(id, new Acknowledgement(clock.instant(), by, note))
                .map(result -> Answer.of(result, Function.identity()));
    }

    /** What senders report of whom nothing is known. */
    public Uni<Answer<List<UnverifiedFailure>>> unverified(Optional<DomainName> domain) {
        return queries.unverified(domain, today().minusDays(DAYS)).map(result -> Answer.of(result, Optional::of));
    }

    /** What changed about a domain and its hosts meanwhile, the earliest first. */
    public Uni<Answer<List<DomainChange>>> changes(DomainName domain, Instant from, Instant to) {
        return queries.changes(domain, from, to).map(result -> Answer.of(result, Optional::of));
    }

    /** What each mechanism would have kept out in the last {@value #DAYS} days. */
    public Uni<Answer<Map<Mechanism, Readiness>>> readiness(DomainName domain) {
        return evidence.of(domain, daysAgo(DAYS))
                .map(result -> Answer.of(result, found -> {
                    Map<Mechanism, Readiness> each = new EnumMap<>(Mechanism.class);
                    for (Mechanism mechanism : Mechanism.values()) {
                        each.put(mechanism, Readiness.of(mechanism, found));
                    }
                    return Optional.of(each);
                }));
    }

    /** Which MTA-STS policy each sender went by in the last {@value #STALE_DAYS} days. */
    public Uni<Answer<List<PolicyShare>>> policies(DomainName domain) {
        return evidence.policies(domain, daysAgo(STALE_DAYS))
                .map(result -> Answer.of(result, found -> Optional.of(PolicyShare.of(found.seen(), found.served()))));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private Instant daysAgo(int days) {
        return clock.instant().truncatedTo(ChronoUnit.DAYS).minus(days, ChronoUnit.DAYS);
    }
}
