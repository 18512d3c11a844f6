package org.mailkeep.policy.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.Outbox;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.override.OperatorOverride;

/** What operators decided for a time. Every change takes a new version of the domain's policy, so that it is followed. */
@ApplicationScoped
public class OverrideRepository {

    /** More overrides at a time are not taken: who needs them has another problem. */
    public static final int MAX_OVERRIDES = 10_000;

    private static final String CLAIM = """
            update policy_override set due_at = :next
            where domain in (
                select domain from policy_override where due_at <= :now or until <= :now
                order by due_at limit :limit for update skip locked)
            returning domain
            """;

    private final Database database;
    private final Outbox outbox;
    private final PolicyRepository policies;

    OverrideRepository(Database database, Outbox outbox, PolicyRepository policies) {
        this.database = database;
        this.outbox = outbox;
        this.policies = policies;
    }

    /** Makes the events of a change. */
    @FunctionalInterface
    public interface Events {

        /**
         * The events of a change.
         *
         * @param version the new one of the domain's policy
         * @param policy what is known of the domain, if anything is
         */
        List<Outbox.Message> of(OperatorOverride override, long version, Optional<TlsPolicy> policy);
    }

    /** All there are. */
    public Uni<StoreResult<List<OperatorOverride>>> all() {
        return database.inTransaction(session -> session.createQuery("from OverrideRow", OverrideRow.class)
                .setMaxResults(MAX_OVERRIDES)
                .getResultList()
                .map(rows -> rows.stream().map(OverrideRow::toOverride).toList()));
    }

    /** Sets an override in place of an earlier one; false where there are too many. */
    public Uni<StoreResult<Boolean>> put(OperatorOverride override, Instant dueAt, Events events) {
        return database.inTransaction(session -> find(session, override.domain())
                .flatMap(known -> known.isPresent()
                        ? Uni.createFrom().item(known)
                        : session.createQuery("select count(*) from OverrideRow", Long.class)
                                .getSingleResult()
                                .map(count -> count < MAX_OVERRIDES ? Optional.of(new OverrideRow()) : known))
                .flatMap(row -> row.isEmpty()
                        ? Uni.createFrom().item(false)
                        : store(session, row.get(), override, dueAt, events).replaceWith(true)));
    }

    /** Removes the override; empty where there is none, or another one than {@code only}. */
    public Uni<StoreResult<Optional<OperatorOverride>>> remove(
            DomainName domain, Optional<Instant> only, Instant now, Events events) {
        return database.inTransaction(session -> find(session, domain).flatMap(row -> {
            Optional<OperatorOverride> known = row.map(OverrideRow::toOverride)
                    .filter(override -> only.isEmpty() || only.get().equals(override.setAt()));
            return known.isEmpty()
                    ? Uni.createFrom().item(known)
                    : session.remove(row.get())
                            .chain(() -> policies.takeVersion(session, domain, now))
                            .chain(taken ->
                                    outbox.append(session, events.of(known.get(), taken.version(), taken.policy())))
                            .replaceWith(known);
        }));
    }

    /** Takes overrides that are to be looked at now; no other replica gets them before {@code next}. */
    public Uni<StoreResult<List<DomainName>>> claim(Instant now, Instant next, int limit) {
        return database.inTransaction(session -> session.createNativeQuery(CLAIM, String.class)
                .setParameter("now", now)
                .setParameter("next", next)
                .setParameter("limit", limit)
                .getResultList()
                .map(names -> names.stream().map(DomainName::new).toList()));
    }

    /** Notes what a look at the domain came to; yields the override as it is now. */
    public Uni<StoreResult<Optional<OperatorOverride>>> looked(DomainName domain, boolean healthy, Instant now) {
        return database.inTransaction(session -> find(session, domain)
                .map(row -> row.map(known -> {
                    OperatorOverride looked = known.toOverride().looked(healthy, now);
                    known.set(looked);
                    return looked;
                })));
    }

    private static Uni<Optional<OverrideRow>> find(Mutiny.Session session, DomainName domain) {
        return session.find(OverrideRow.class, domain.value(), LockModeType.PESSIMISTIC_WRITE)
                .map(Optional::ofNullable);
    }

    private Uni<Void> store(
            Mutiny.Session session, OverrideRow row, OperatorOverride override, Instant dueAt, Events events) {
        row.set(override);
        row.dueAt = dueAt;
        return session.persist(row)
                .chain(() -> policies.takeVersion(session, override.domain(), override.setAt()))
                .chain(taken -> outbox.append(session, events.of(override, taken.version(), taken.policy())));
    }
}
