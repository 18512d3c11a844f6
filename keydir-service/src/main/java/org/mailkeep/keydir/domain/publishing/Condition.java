package org.mailkeep.keydir.domain.publishing;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.openpgp.Judgement;
import org.mailkeep.openpgp.Standing;

/** What a key with one user ID is good for, as far as publishing goes. */
sealed interface Condition {

    /** Its primary key and its user ID are valid, at least until then. */
    record Valid(Optional<Instant> endsAt) implements Condition {}

    /** The key, or its user ID, ended. */
    record Expired(Instant since) implements Condition {}

    /** The key as a whole was revoked. */
    record Revoked() implements Condition {}

    /**
     * Nothing of it is to be shown.
     *
     * @param from when that changes by time alone
     */
    record Unfit(Withholding why, Optional<Instant> from) implements Condition {}

    /** Of a certificate that has no other user ID than that with this address. */
    static Condition of(Judgement minimised, EmailAddress address) {
        Standing userId = minimised
                .userIdWith(address)
                .map(Judgement.OfUserId::standing)
                .orElseThrow(() -> new IllegalArgumentException("the certificate has no such user ID"));
        // A revoked user ID is not shown, whatever became of the key.
        if (userId instanceof Standing.Revoked) {
            return unfit(Withholding.REVOKED);
        }
        return switch (minimised.primary().standing()) {
            case Standing.Revoked _ -> new Revoked();
            case Standing.Unacceptable _ -> unfit(Withholding.UNUSABLE);
            case Standing.NotYetValid later -> new Unfit(Withholding.NOT_YET_VALID, Optional.of(later.from()));
            case Standing.Expired expired -> new Expired(expired.since());
            case Standing.Valid valid -> ofUserId(userId, valid.expiresAt());
        };
    }

    /** Of a user ID with the address that has no self-signature to be relied on now. */
    static Condition withoutSelfSignature(Standing userId) {
        return userId instanceof Standing.NotYetValid later
                ? new Unfit(Withholding.NOT_YET_VALID, Optional.of(later.from()))
                : unfit(Withholding.UNUSABLE);
    }

    private static Condition ofUserId(Standing userId, Optional<Instant> keyEndsAt) {
        return switch (userId) {
            case Standing.Valid valid ->
                new Valid(Stream.concat(keyEndsAt.stream(), valid.expiresAt().stream())
                        .min(Instant::compareTo));
            case Standing.Expired expired -> new Expired(expired.since());
            case Standing.NotYetValid later -> new Unfit(Withholding.NOT_YET_VALID, Optional.of(later.from()));
            case Standing.Unacceptable _ -> unfit(Withholding.UNUSABLE);
            case Standing.Revoked _ -> unfit(Withholding.REVOKED);
        };
    }

    private static Condition unfit(Withholding why) {
        return new Unfit(why, Optional.empty());
    }
}
