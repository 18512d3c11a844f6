package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.Trust;
import org.mailkeep.report.domain.found.Judged;

/** A kept report whose key came once more; it is locked until the end of the transaction. */
record KnownReport(
        UUID id, Instant begin, Body contentHash, Trust trust, Optional<DomainName> signer, int timesReceived) {

    private static final String LOCK = """
            select cast(id as text), content_hash, trust, signed_by, times_received from report
            where key_hash = :key and range_begin = :begin for update
            """;

    /** What is to be done with the new one. */
    enum Verdict {
        /** The same once more. */
        SEEN,
        /** It is known better who sent the new one: the kept one goes, also where it says the same. */
        SUPERSEDES,
        /** Two whose senders are known, and are not the same: neither may keep the other out. */
        OTHER_SENDER,
        /** Something else in the same name: put beside, and not counted. */
        CONFLICT
    }

    Verdict against(Body newContent, Judged judged) {
        if (judged.trust().outranks(trust)) {
            return Verdict.SUPERSEDES;
        }
        if (contentHash.equals(newContent)) {
            return Verdict.SEEN;
        }
        boolean strangers = signer.isPresent() && judged.signer().isPresent() && !signer.equals(judged.signer());
        return strangers ? Verdict.OTHER_SENDER : Verdict.CONFLICT;
    }

    /** The report of this key; empty when it was superseded this moment. */
    static Uni<Optional<KnownReport>> lock(Mutiny.Session session, Body keyHash, Instant begin) {
        return session.createNativeQuery(LOCK, Object[].class)
                .setParameter("key", keyHash.bytes())
                .setParameter("begin", begin)
                .getResultList()
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> new KnownReport(
                                UUID.fromString((String) row[0]),
                                begin,
                                Body.of((byte[]) row[1]),
                                Trust.valueOf((String) row[2]),
                                Optional.ofNullable((String) row[3]).map(DomainName::new),
                                ((Number) row[4]).intValue())));
    }
}
