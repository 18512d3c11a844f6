package org.mailkeep.keydir.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;

/** Which notices of a key's end were given. */
@ApplicationScoped
public class ExpiryNotices {

    /** Notes that a notice is given; yields false when it was before. */
    public Uni<Boolean> give(
            Mutiny.Session session, EmailAddress address, Fingerprint key, Instant expiresAt, int days) {
        return session.createNativeQuery("""
                        insert into expiry_notice (address, fingerprint, expires_at, days)
                        values (:address, :fingerprint, :expires, :days) on conflict do nothing
                        """)
                .setParameter("address", address.toString())
                .setParameter("fingerprint", key.hex())
                .setParameter("expires", expiresAt)
                .setParameter("days", days)
                .executeUpdate()
                .map(rows -> rows > 0);
    }
}
