package org.mailkeep.keylookup.store;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;

/** What was uploaded to keyservers. */
@ApplicationScoped
public class UploadRepository {

    private static final String SAVE = """
            insert into upload as known (fingerprint, server, email, requested, state, at)
            values (:fingerprint, :server, :email, :requested, :state, :at)
            on conflict (fingerprint, server, email) do update
            set requested = known.requested or excluded.requested, state = excluded.state, at = excluded.at
            """;

    private static final String OF = """
            select server, email, requested, state, at from upload where fingerprint = :fingerprint
            order by server, email
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
            Fingerprint fingerprint, String server, EmailAddress email, boolean requested, String state, Instant at) {}

    /** Stores what a keyserver said. */
    public Uni<StoreResult<Integer>> save(List<Upload> uploads) {
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
                .map(rows -> rows.stream()
                        .map(row -> new Upload(
                                fingerprint,
                                row.get("server", String.class),
                                EmailAddress.of(row.get("email", String.class)),
                                row.get("requested", Boolean.class),
                                row.get("state", String.class),
                                row.get("at", OffsetDateTime.class).toInstant()))
                        .toList()));
    }
}
