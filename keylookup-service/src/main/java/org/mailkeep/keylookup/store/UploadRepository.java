package org.mailkeep.keylookup.store;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;

/** What was uploaded to keyservers. */
@ApplicationScoped
public class UploadRepository {

    private static final String SAVE = """
            insert into upload as known (fingerprint, server, email, requested, state, at, follow_at)
            values (:fingerprint, :server, :email, :requested, :state, :at,
                case when :requested and :state = 'pending' then cast(:followAt as timestamptz) end)
            on conflict (fingerprint, server, email) do update
            set requested = known.requested or excluded.requested, state = excluded.state, at = excluded.at,
                follow_at = excluded.follow_at
            """;

    /** The next time is set with the claim: after half as long as it lasts already, once a day in the end. */
    private static final String CLAIM = """
            update upload
            set follow_at = case when at > :oldest
                then cast(:now as timestamptz) + least(interval '1 day',
                    greatest((cast(:now as timestamptz) - at) / 2, make_interval(secs => :shortest))) end
            where (fingerprint, server, email) in (
                select fingerprint, server, email from upload where follow_at <= :now and server = :server
                order by follow_at limit :count for update skip locked)
            returning fingerprint, server, email, requested, state, at
            """;

    private static final String OF = """
            select fingerprint, server, email, requested, state, at from upload where fingerprint = :fingerprint
            order by server, email
            """;

    /** All addresses of the certificates that the keyserver said something of lately. */
    private static final String LATEST = """
            select fingerprint, server, email, requested, state, at, follow_at from upload where fingerprint in (
                select fingerprint from upload group by fingerprint order by max(at) desc, fingerprint limit :count)
            order by max(at) over (partition by fingerprint) desc, fingerprint, server, email
            """;

    private final Database database;

    UploadRepository(Database database) {
        this.database = database;
    }

    /**
     * How far an address of an uploaded certificate is.
     *
     * @param server the keyserver's host
     * @param requested whether a verification mail was asked for
     * @param state the keyserver's word
     */
    public record Upload(
            Fingerprint fingerprint, String server, EmailAddress email, boolean requested, String state, Instant at) {

        /** The state of an address whose owner has got a mail and did not follow its link yet. */
        public static final String PENDING = "pending";

        private static final String PUBLISHED = "published";

        /** The same address once the keyserver shows the certificate for it. */
        public Upload published(Instant now) {
            return new Upload(fingerprint, server, email, requested, PUBLISHED, now);
        }
    }

    /**
     * An upload as people look at it.
     *
     * @param nextAsked when the keyserver is asked again; empty when nothing is waited for
     */
    public record Followed(Upload upload, Optional<Instant> nextAsked) {}

    /**
     * Stores what a keyserver said.
     *
     * @param followAt when those are looked up that wait for their mail
     */
    public Uni<StoreResult<Integer>> save(List<Upload> uploads, Instant followAt) {
        return database.inTransaction(session -> Multi.createFrom()
                .iterable(uploads)
                .onItem()
                .transformToUniAndConcatenate(upload -> session.createNativeQuery(SAVE)
                        .setParameter("fingerprint", upload.fingerprint().hex())
                        .setParameter("server", upload.server())
                        .setParameter("email", upload.email().toString())
                        .setParameter("requested", upload.requested())
                        .setParameter("state", upload.state())
                        .setParameter("at", upload.at())
                        .setParameter("followAt", followAt)
                        .executeUpdate())
                .collect()
                .asList()
                .map(List::size));
    }

    /** All that was uploaded of a certificate. */
    public Uni<StoreResult<List<Upload>>> of(Fingerprint fingerprint) {
        return database.inTransaction(session -> session.createNativeQuery(OF, Tuple.class)
                .setParameter("fingerprint", fingerprint.hex())
                .getResultList()
                .map(UploadRepository::uploads));
    }

    /** The certificates that a keyserver said something of last, each with all of its addresses. */
    public Uni<StoreResult<List<Followed>>> latest(int certificates) {
        return database.inTransaction(session -> session.createNativeQuery(LATEST, Tuple.class)
                .setParameter("count", certificates)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Followed(
                                upload(row),
                                Optional.ofNullable(row.get("follow_at", OffsetDateTime.class))
                                        .map(OffsetDateTime::toInstant)))
                        .toList()));
    }

    /**
     * Takes some that are due to be looked up; nobody else gets them before the next time.
     *
     * @param shortest time to the next question
     * @param oldest those that wait since then or before are taken for the last time
     */
    public Uni<StoreResult<List<Upload>>> claim(
            String server, Instant now, Duration shortest, Instant oldest, int count) {
        return database.inTransaction(session -> session.createNativeQuery(CLAIM, Tuple.class)
                .setParameter("server", server)
                .setParameter("now", now)
                .setParameter("shortest", (double) shortest.toSeconds())
                .setParameter("oldest", oldest)
                .setParameter("count", count)
                .getResultList()
                .map(UploadRepository::uploads));
    }

    private static List<Upload> uploads(List<Tuple> rows) {
        return rows.stream().map(UploadRepository::upload).toList();
    }

    private static Upload upload(Tuple row) {
        return new Upload(
                new Fingerprint(row.get("fingerprint", String.class)),
                row.get("server", String.class),
                EmailAddress.of(row.get("email", String.class)),
                row.get("requested", Boolean.class),
                row.get("state", String.class),
                row.get("at", OffsetDateTime.class).toInstant());
    }
}
