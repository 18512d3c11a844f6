package org.mailkeep.policy.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.Outbox;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.policy.domain.rollover.Outcome;
import org.mailkeep.policy.domain.rollover.Rollover;

/** Changes of the keys of MX hosts: where each stands survives restarts, and steps are taken one after the other. */
@ApplicationScoped
public class RolloverRepository {

    /** As text first: the client would write a text for jsonb as a JSON string. */
    private static final String INSERT_IF_MISSING = """
            insert into rollover (domain, mx_host, step, state, due_at)
            values (:domain, :host, :step, cast(cast(:state as text) as jsonb), :due)
            on conflict (domain, mx_host) do nothing
            """;

    private static final String CLAIM = """
            update rollover set due_at = :next
            where (domain, mx_host) in (
                select domain, mx_host from rollover where due_at <= :now and step <> 'steady'
                order by due_at limit :limit for update skip locked)
            returning domain, mx_host
            """;

    private final Database database;
    private final Outbox outbox;

    RolloverRepository(Database database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /** A host of a domain. */
    public record Place(DomainName domain, DomainName mxHost) {}

    /** What a step comes to. */
    @FunctionalInterface
    public interface Transition {
        Outcome from(Rollover known);
    }

    public Uni<StoreResult<Optional<Rollover>>> find(Place place) {
        return database.inTransaction(session -> session.find(RolloverRow.class, key(place))
                .map(row -> Optional.ofNullable(row).map(RolloverRow::toRollover)));
    }

    /**
     * Takes a step, and tells of it if it leads elsewhere.
     *
     * @param initial where a host stands about which nothing is known yet
     * @param event makes the event from where it stood and where it stands
     */
    public Uni<StoreResult<Outcome>> step(
            Place place,
            Rollover initial,
            Transition transition,
            BiFunction<Rollover, Rollover, Outbox.Message> event) {
        return database.inTransaction(session -> session.createNativeQuery(INSERT_IF_MISSING)
                .setParameter("domain", place.domain().value())
                .setParameter("host", place.mxHost().value())
                .setParameter("step", initial.step().word())
                .setParameter("state", Documents.write(initial))
                .setParameter("due", initial.since())
                .executeUpdate()
                .chain(() -> locked(session, place))
                .chain(row -> take(session, row, transition, event)));
    }

    /** As {@link #step}, for hosts of whose keys a change has been asked for before; the others stay unknown. */
    public Uni<StoreResult<Optional<Outcome>>> stepIfKnown(
            Place place, Transition transition, BiFunction<Rollover, Rollover, Outbox.Message> event) {
        return database.inTransaction(session -> session.find(
                        RolloverRow.class, key(place), LockModeType.PESSIMISTIC_WRITE)
                .chain(row -> row == null
                        ? Uni.createFrom().item(Optional.<Outcome>empty())
                        : take(session, row, transition, event).map(Optional::of)));
    }

    /** Takes places whose DNS is to be looked at now; no other replica gets them before {@code next}. */
    public Uni<StoreResult<List<Place>>> claim(Instant now, Instant next, int limit) {
        return database.inTransaction(session -> session.createNativeQuery(CLAIM, Object[].class)
                .setParameter("now", now)
                .setParameter("next", next)
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Place(new DomainName((String) row[0]), new DomainName((String) row[1])))
                        .toList()));
    }

    private static Uni<RolloverRow> locked(Mutiny.Session session, Place place) {
        return session.find(RolloverRow.class, key(place), LockModeType.PESSIMISTIC_WRITE);
    }

    private Uni<Outcome> take(
            Mutiny.Session session,
            RolloverRow row,
            Transition transition,
            BiFunction<Rollover, Rollover, Outbox.Message> event) {
        Rollover known = row.toRollover();
        Outcome outcome = transition.from(known);
        return switch (outcome) {
            case Outcome.Refused _ -> Uni.createFrom().item(outcome);
            case Outcome.Stayed(Rollover same) -> {
                row.set(same);
                yield Uni.createFrom().item(outcome);
            }
            case Outcome.Moved(Rollover moved) -> {
                row.set(moved);
                row.dueAt = moved.since();
                yield outbox.append(session, event.apply(known, moved)).replaceWith(outcome);
            }
        };
    }

    private static RolloverRow.Key key(Place place) {
        return new RolloverRow.Key(place.domain().value(), place.mxHost().value());
    }
}
