package org.mailkeep.openpgp;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;

/**
 * What a certificate is good for at a moment, under a policy. Each part is judged by itself: nothing of a certificate is to
 * be used unless {@link #isValid()} says that its primary key is valid, too.
 *
 * @param at the moment
 * @param primary the primary key
 * @param userIds all user IDs, also those that are revoked or unacceptable
 * @param subkeys all subkeys, likewise
 */
public record Judgement(Instant at, OfKey primary, List<OfUserId> userIds, List<OfKey> subkeys) {

    /** What a key may be used for: the key flags (RFC 9580 §5.2.3.29), as far as they matter here. */
    public enum Use {
        CERTIFY,
        SIGN,
        ENCRYPT,
        AUTHENTICATE
    }

    /**
     * The verdict on a primary key or subkey.
     *
     * @param bits the size of an RSA, DSA or ElGamal key, 0 for other algorithms
     * @param uses what its owner wants it used for and its algorithm can do
     */
    public record OfKey(
            Fingerprint fingerprint,
            KeyAlgorithm algorithm,
            int bits,
            Instant created,
            Standing standing,
            Set<Use> uses) {}

    /**
     * The verdict on a user ID.
     *
     * @param primary whether the owner marked it as the one to show
     */
    public record OfUserId(UserId userId, Standing standing, boolean primary) {}

    /** Whether the primary key, and so the certificate, may be relied on. */
    public boolean isValid() {
        return primary.standing().isValid();
    }

    /** The keys that mail can be encrypted to now; empty when the certificate as a whole is not valid. */
    public List<OfKey> encryptionKeys() {
        return isValid()
                ? Stream.concat(Stream.of(primary), subkeys.stream())
                        .filter(key -> key.standing().isValid() && key.uses().contains(Use.ENCRYPT))
                        .toList()
                : List.of();
    }

    /** The addresses of the valid user IDs. */
    public Set<EmailAddress> addresses() {
        return userIds.stream()
                .filter(userId -> userId.standing().isValid())
                .flatMap(userId -> userId.userId().address().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * How the user ID with this address stands; the best one if there are several (valid, expired, revoked, others), empty if
     * there is none.
     */
    public Optional<OfUserId> userIdWith(EmailAddress address) {
        return userIds.stream()
                .filter(userId -> userId.userId().address().equals(Optional.of(address)))
                .min(Judge.BEST_USER_ID_FIRST);
    }
}
