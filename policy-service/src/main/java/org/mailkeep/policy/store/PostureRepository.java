package org.mailkeep.policy.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.Outbox;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.policy.domain.posture.Posture;

/** The last posture of each hosted domain, and when the next one is due. */
@ApplicationScoped
public class PostureRepository {

    private static final String ADD = """
            insert into domain_posture (domain, due_at)
            select domain, :now from hosted_domain where domain not in (select domain from domain_posture)
            on conflict (domain) do nothing
            """;

    private static final String FORGET =
            "delete from domain_posture where domain not in (select domain from hosted_domain)";

    /** Moving the time on is the claim: a replica that dies over it leaves the domain to the next time. */
    private static final String CLAIM = """
            update domain_posture set due_at = :next
            where domain in (
                select domain from domain_posture where due_at <= :now
                order by due_at limit :limit for update skip locked)
            returning domain
            """;

    private static final String ADD_ONE =
            "insert into domain_posture (domain, due_at) values (:domain, :due) on conflict (domain) do nothing";

    private final Database database;
    private final Outbox outbox;

    PostureRepository(Database database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /** The last posture of a domain. */
    public Uni<StoreResult<Optional<Posture>>> last(DomainName domain) {
        return database.inTransaction(session -> session.find(PostureRow.class, domain.value())
                .map(row -> Optional.ofNullable(row).flatMap(PostureRow::toPosture)));
    }

    /**
     * Takes hosted domains that are to be looked at now; no other replica gets them before {@code next}.
     *
     * @param next when they are due again
     */
    public Uni<StoreResult<List<DomainName>>> claim(Instant now, Instant next, int limit) {
        return database.inTransaction(session -> session.createNativeQuery(ADD)
                .setParameter("now", now)
                .executeUpdate()
                .chain(() -> session.createNativeQuery(FORGET).executeUpdate())
                .chain(() -> session.createNativeQuery(CLAIM, String.class)
                        .setParameter("now", now)
                        .setParameter("next", next)
                        .setParameter("limit", limit)
                        .getResultList())
                .map(names -> names.stream().map(DomainName::new).toList()));
    }

    /**
     * Stores a posture, unless a later one is there, together with the event that tells of it.
     *
     * @param event makes the event from the posture that was stored before, if there is anything to tell
     */
    public Uni<StoreResult<Boolean>> save(
            Posture posture, Function<Optional<Posture>, Optional<Outbox.Message>> event) {
        return database.inTransaction(session -> session.createNativeQuery(ADD_ONE)
                .setParameter("domain", posture.domain().value())
                .setParameter("due", posture.at())
                .executeUpdate()
                .chain(() -> session.find(PostureRow.class, posture.domain().value(), LockModeType.PESSIMISTIC_WRITE))
                .chain(row -> replace(session, row, posture, event)));
    }

    private Uni<Boolean> replace(
            Mutiny.Session session,
            PostureRow row,
            Posture posture,
            Function<Optional<Posture>, Optional<Outbox.Message>> event) {
        Optional<Posture> previous = row.toPosture();
        if (previous.filter(known -> known.at().isAfter(posture.at())).isPresent()) {
            return Uni.createFrom().item(false);
        }
        row.posture = Documents.write(posture);
        return event.apply(previous)
                .map(message -> outbox.append(session, message).replaceWith(true))
                .orElseGet(() -> Uni.createFrom().item(true));
    }
}
