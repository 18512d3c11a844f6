package org.mailkeep.keydir.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keydir.domain.AccountId;
import org.mailkeep.keydir.domain.ownership.AddressChange;
import org.mailkeep.keydir.domain.ownership.AddressState;
import org.mailkeep.keydir.domain.ownership.HeldAddress;

/** Whose address it is. All of it happens within the caller's transaction. */
@ApplicationScoped
public class AddressRepository {

    /** A new address, unless somebody else was faster. */
    private static final String TAKE = """
            insert into address (address, domain, account_id, state, since)
            values (:address, :domain, :account, :state, :now)
            on conflict do nothing
            """;

    private static final String DUE = """
            select * from address where next_change <= :now order by next_change limit :limit for update skip locked
            """;

    /**
     * Every address that the account holds, and those of the asked ones that anybody holds; locked until the transaction
     * ends.
     */
    public Uni<Map<EmailAddress, HeldAddress>> held(
            Mutiny.Session session, AccountId account, Collection<EmailAddress> asked) {
        return session.createQuery(
                        "from AddressRow where accountId = :account or address in :asked order by address",
                        AddressRow.class)
                .setParameter("account", account.value())
                .setParameter(
                        "asked", asked.stream().map(EmailAddress::toString).toList())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .map(rows -> {
                    Map<EmailAddress, HeldAddress> held = new HashMap<>();
                    rows.stream().map(AddressRow::held).forEach(address -> held.put(address.address(), address));
                    return held;
                });
    }

    /** Makes one step of a change; yields false when another account took the address meanwhile. */
    public Uni<Boolean> apply(Mutiny.Session session, AccountId account, AddressChange change, Instant now) {
        return switch (change) {
            case AddressChange.Take take -> take(session, account, take.address(), take.state(), now);
            case AddressChange.TakeAgain again ->
                row(session, again.address())
                        .call(session::remove)
                        .call(session::flush)
                        // The row that comes next is another one, of which this session must know nothing yet.
                        .invoke(session::detach)
                        .flatMap(_ -> take(session, account, again.address(), again.state(), now));
            case AddressChange.Become become ->
                row(session, become.address())
                        .invoke(row -> row.become(become.state(), now))
                        // One after the other: there is never a second primary address.
                        .call(session::flush)
                        .replaceWith(true);
        };
    }

    /** Notes when what is served for the address is to be looked at again. */
    public Uni<Void> schedule(Mutiny.Session session, EmailAddress address, Optional<Instant> nextChange) {
        return row(session, address)
                .invoke(row -> row.nextChange = nextChange
                        .map(at -> at.truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS))
                        .orElse(null))
                .replaceWithVoid();
    }

    /** Lets all addresses of a domain be looked at again as soon as possible. */
    public Uni<Integer> scheduleAll(Mutiny.Session session, DomainName domain, Instant now) {
        return session.createMutationQuery("update AddressRow set nextChange = :now where domain = :domain")
                .setParameter("now", now)
                .setParameter("domain", domain.value())
                .executeUpdate();
    }

    /** Gives all addresses of a domain back; they are free for others from then on. */
    public Uni<Integer> removeAll(Mutiny.Session session, DomainName domain, Instant freeFrom, Instant now) {
        return session.createMutationQuery("""
                        update AddressRow set state = 'removed', freeFrom = :free, since = :now, nextChange = :now
                        where domain = :domain and state <> 'removed'
                        """)
                .setParameter("free", freeFrom)
                .setParameter("now", now)
                .setParameter("domain", domain.value())
                .executeUpdate();
    }

    /** Addresses whose time has come and that nobody is at, at most {@code limit}; nobody else gets them meanwhile. */
    public Uni<List<HeldAddress>> claimDue(Mutiny.Session session, Instant now, int limit) {
        return session.createNativeQuery(DUE, AddressRow.class)
                .setParameter("now", now)
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream().map(AddressRow::held).toList());
    }

    private static Uni<Boolean> take(
            Mutiny.Session session, AccountId account, EmailAddress address, AddressState state, Instant now) {
        return session.createNativeQuery(TAKE)
                .setParameter("address", address.toString())
                .setParameter("domain", address.domain().value())
                .setParameter("account", account.value())
                .setParameter("state", AddressRow.word(state))
                .setParameter("now", now)
                .executeUpdate()
                .map(rows -> rows > 0);
    }

    private static Uni<AddressRow> row(Mutiny.Session session, EmailAddress address) {
        return session.find(AddressRow.class, address.toString()).map(Objects::requireNonNull);
    }
}
