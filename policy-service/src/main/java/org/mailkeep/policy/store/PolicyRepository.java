package org.mailkeep.policy.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.Outbox;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.policy.domain.Effective;
import org.mailkeep.policy.domain.TlsPolicy;

/** The policies that all replicas share. */
@ApplicationScoped
public class PolicyRepository {

    /** To claim a domain however fresh its policy is. */
    public static final Instant NEVER_FRESH_ENOUGH = Instant.parse("9999-12-31T00:00:00Z");

    /** A row that is worth nothing any more stays for this long after its last use. */
    private static final Duration UNUSED = Duration.ofDays(1);

    /** The lease goes to whoever comes first while it is free; nobody gets it while there is a fresh policy. */
    private static final String TAKE_LEASE = """
            insert into tls_policy as known (domain, version, keep_until, last_used_at, lease_owner, lease_until)
            values (:domain, 0, :now, :now, :replica, :until)
            on conflict (domain) do update set lease_owner = excluded.lease_owner, lease_until = excluded.lease_until
            where (known.lease_until is null or known.lease_until <= :now or known.lease_owner = :replica)
              and (known.policy is null or known.expires_at <= :beyond)
            """;

    private static final String INSERT_IF_MISSING = """
            insert into tls_policy (domain, version, keep_until, last_used_at) values (:domain, 0, :now, :now)
            on conflict (domain) do nothing
            """;

    /** Limited, so that a run stays short. */
    private static final String PRUNE = """
            delete from tls_policy where domain in (
                select domain from tls_policy
                where keep_until < :now and last_used_at < :unused and (lease_until is null or lease_until < :now)
                limit 5000 for update skip locked)
            """;

    private final Database database;
    private final Outbox outbox;

    PolicyRepository(Database database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /**
     * Asks to be the one replica that evaluates {@code domain}.
     *
     * @param beyond a policy that stands longer than this is fresh: now, or a later time to renew it early
     * @param lease how long nobody else may evaluate it
     */
    public Uni<StoreResult<Claim>> claim(DomainName domain, UUID replica, Instant now, Instant beyond, Duration lease) {
        return database.inTransaction(session -> session.createNativeQuery(TAKE_LEASE)
                .setParameter("domain", domain.value())
                .setParameter("replica", replica)
                .setParameter("now", now)
                .setParameter("beyond", beyond)
                .setParameter("until", now.plus(lease))
                .executeUpdate()
                .flatMap(rows -> session.find(PolicyRow.class, domain.value())
                        .map(row -> claim(rows > 0, Objects.requireNonNull(row), replica, now, beyond))));
    }

    private static Claim claim(boolean granted, PolicyRow row, UUID replica, Instant now, Instant beyond) {
        Optional<TlsPolicy> known = row.known();
        // What another version of this service wrote may be unreadable here, and is then as good as nothing.
        boolean unreadable = known.isEmpty() && row.policy != null && !row.leasedByOther(replica, now);
        if (granted || unreadable) {
            return new Claim.Granted(known);
        }
        return known.filter(policy -> policy.isFresh(beyond))
                .<Claim>map(Claim.Fresh::new)
                .orElseGet(Claim.Busy::new);
    }

    /** Gives a lease back without a result, so that another replica may try at once. */
    public Uni<StoreResult<Integer>> release(DomainName domain, UUID replica) {
        return database.inTransaction(
                session -> session.createMutationQuery("update PolicyRow set leaseOwner = null, leaseUntil = null"
                                + " where domain = :domain and leaseOwner = :replica")
                        .setParameter("domain", domain.value())
                        .setParameter("replica", replica)
                        .executeUpdate());
    }

    /**
     * Stores what was found, ends the lease, and writes the event if mail servers are told something else than before.
     * An answer that says "no policy" about a domain of which nothing was known is no news.
     *
     * @param begun when the evaluation began
     * @param event makes the event from the policy with its version
     */
    public Uni<StoreResult<Saved>> save(
            TlsPolicy policy, Instant begun, UUID replica, Instant now, Function<TlsPolicy, Outbox.Message> event) {
        return database.inTransaction(session -> locked(session, policy.domain(), now)
                .flatMap(row -> isSuperseded(row, policy, begun, replica, now)
                        ? Uni.createFrom().item(new Saved.Superseded())
                        : store(session, row, policy, event)));
    }

    private static boolean isSuperseded(PolicyRow row, TlsPolicy policy, Instant begun, UUID replica, Instant now) {
        return row.leasedByOther(replica, now)
                || (row.purgedAt != null && !row.purgedAt.isBefore(begun))
                || (row.evaluatedAt != null && row.evaluatedAt.isAfter(policy.evaluatedAt()));
    }

    private Uni<Saved> store(
            Mutiny.Session session, PolicyRow row, TlsPolicy policy, Function<TlsPolicy, Outbox.Message> event) {
        Optional<TlsPolicy> known = row.known();
        if (known.filter(policy::answersLike).isPresent()) {
            row.set(policy.withVersion(row.version));
            return Uni.createFrom().item(new Saved.Stored(policy.withVersion(row.version)));
        }
        boolean news = known.isPresent() || policy.decision().effective() != Effective.NONE;
        return nextVersion(session).flatMap(version -> {
            TlsPolicy stored = policy.withVersion(version);
            row.set(stored);
            Uni<Void> told = news
                    ? outbox.append(session, event.apply(stored))
                    : Uni.createFrom().voidItem();
            return told.replaceWith(new Saved.Stored(stored));
        });
    }

    /**
     * Forgets what is known of {@code domain}; whatever is being evaluated now will not be stored.
     *
     * @param event makes the event from the new version
     * @return the new version
     */
    public Uni<StoreResult<Long>> purge(DomainName domain, Instant at, LongFunction<Outbox.Message> event) {
        return database.inTransaction(session -> locked(session, domain, at)
                .flatMap(row -> nextVersion(session).call(version -> {
                    row.forget(version, at.truncatedTo(ChronoUnit.MICROS));
                    return outbox.append(session, event.apply(version));
                })));
    }

    /**
     * A version that was taken without a change of what is known.
     *
     * @param policy what is known, under that version
     */
    record Taken(long version, Optional<TlsPolicy> policy) {}

    /** Takes a new version for a domain whose answer changes though nothing new is known of it. */
    Uni<Taken> takeVersion(Mutiny.Session session, DomainName domain, Instant now) {
        return locked(session, domain, now)
                .flatMap(row -> nextVersion(session).map(version -> {
                    row.version = version;
                    return new Taken(version, row.known());
                }));
    }

    /** Where a page of {@link #recentlyUsed} begins. */
    public record Position(Instant lastUsedAt, String domain) {

        /** Before the first one. */
        public static final Position FIRST = new Position(NEVER_FRESH_ENOUGH, "");
    }

    /**
     * A page of policies.
     *
     * @param next where the next page begins; empty after the last one
     */
    public record Page(List<TlsPolicy> policies, Optional<Position> next) {}

    /** Policies that are fresh at {@code now}, those that were used last first. */
    public Uni<StoreResult<Page>> recentlyUsed(Instant now, Position from, int limit) {
        return database.inTransaction(session -> session.createQuery("""
                        from PolicyRow where policy is not null and expiresAt > :now
                          and (lastUsedAt < :used or (lastUsedAt = :used and domain > :domain))
                        order by lastUsedAt desc, domain
                        """, PolicyRow.class)
                .setParameter("now", now)
                .setParameter("used", from.lastUsedAt())
                .setParameter("domain", from.domain())
                .setMaxResults(limit)
                .getResultList()
                .map(rows -> page(rows, limit)));
    }

    private static Page page(List<PolicyRow> rows, int limit) {
        Optional<Position> next = rows.size() < limit
                ? Optional.empty()
                : Optional.of(new Position(rows.getLast().lastUsedAt, rows.getLast().domain));
        return new Page(rows.stream().flatMap(row -> row.known().stream()).toList(), next);
    }

    /** Notes that these domains were asked for; a few hundred at a time. */
    public Uni<StoreResult<Integer>> touch(Collection<DomainName> domains, Instant now) {
        return database.inTransaction(session -> session.createMutationQuery(
                        "update PolicyRow set lastUsedAt = :now where domain in :domains")
                .setParameter("now", now)
                .setParameter("domains", domains.stream().map(DomainName::value).toList())
                .executeUpdate());
    }

    /** Deletes rows that nobody asked for lately and whose contents protect nothing any more; yields how many. */
    public Uni<StoreResult<Integer>> prune(Instant now) {
        return database.inTransaction(session -> session.createNativeQuery(PRUNE)
                .setParameter("now", now)
                .setParameter("unused", now.minus(UNUSED))
                .executeUpdate());
    }

    /** The domain's row, made if it is missing, locked until the transaction ends. */
    private static Uni<PolicyRow> locked(Mutiny.Session session, DomainName domain, Instant now) {
        return session.createNativeQuery(INSERT_IF_MISSING)
                .setParameter("domain", domain.value())
                .setParameter("now", now)
                .executeUpdate()
                .flatMap(_ -> session.find(PolicyRow.class, domain.value(), LockModeType.PESSIMISTIC_WRITE))
                .map(Objects::requireNonNull);
    }

    private static Uni<Long> nextVersion(Mutiny.Session session) {
        return session.createNativeQuery("select nextval('policy_version')", Long.class)
                .getSingleResult();
    }
}
