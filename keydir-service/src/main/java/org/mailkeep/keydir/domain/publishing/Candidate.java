package org.mailkeep.keydir.domain.publishing;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.openpgp.AcceptancePolicy;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.openpgp.Judgement;
import org.mailkeep.openpgp.Minimised;

/**
 * A key that may be served for an address, seen with that one user ID, as clients will see it.
 *
 * @param created when the primary key was made
 * @param canEncrypt whether somebody can encrypt to it now
 * @param endsElsewhere whether the whole certificate ends at another time than the minimised one
 */
record Candidate(
        UploadedKey key,
        Optional<Certificate> minimised,
        Instant created,
        Condition condition,
        boolean canEncrypt,
        boolean endsElsewhere) {

    /** The one a client would choose first. */
    static final Comparator<Candidate> NEWEST_FIRST =
            Comparator.comparing(Candidate::created).reversed().thenComparing(Candidate::fingerprint);

    static Candidate of(UploadedKey key, EmailAddress address, Instant now, AcceptancePolicy policy) {
        Judgement whole = key.certificate().judge(now, policy);
        return switch (key.certificate().minimise(address, now, policy)) {
            case Minimised.NoSuchUserId _ ->
                new Candidate(
                        key,
                        Optional.empty(),
                        whole.primary().created(),
                        whole.userIdWith(address)
                                .map(userId -> Condition.withoutSelfSignature(userId.standing()))
                                .orElseGet(
                                        () -> new Condition.Unfit(Withholding.NO_MATCHING_USER_ID, Optional.empty())),
                        false,
                        false);
            case Minimised.WithUserId minimal -> {
                Judgement alone = minimal.certificate().judge(now, policy);
                yield new Candidate(
                        key,
                        Optional.of(minimal.certificate()),
                        whole.primary().created(),
                        Condition.of(alone, address),
                        !alone.encryptionKeys().isEmpty(),
                        !alone.primary().standing().equals(whole.primary().standing()));
            }
        };
    }

    Fingerprint fingerprint() {
        return key.certificate().fingerprint();
    }

    /** In octets, as served. */
    int size() {
        return minimised.map(Certificate::size).orElse(0);
    }

    /** Whether this key can take the place of the other: newer, valid, and no less useful. */
    boolean succeeds(Candidate other) {
        return condition instanceof Condition.Valid
                && NEWEST_FIRST.compare(this, other) < 0
                && (canEncrypt || !other.canEncrypt);
    }
}
