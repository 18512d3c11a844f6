package org.mailkeep.keylookup.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.openpgp.AcceptancePolicy;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.openpgp.Judgement;
import org.mailkeep.openpgp.Standing;

/**
 * How a certificate stands at a moment.
 *
 * @param expiresAt when it ends, or ended, by itself
 * @param reason why it is not valid, a sentence; empty when it is
 */
public record KeyState(KeyStatus status, Optional<Instant> expiresAt, Optional<String> reason) {

    /** For mail to this address: the key, the user ID and a key to encrypt to must be valid. */
    public static KeyState of(Certificate certificate, EmailAddress address, Instant now, AcceptancePolicy policy) {
        Judgement judgement = certificate.judge(now, policy);
        KeyState ofKey = of(judgement.primary().standing(), "the key");
        if (ofKey.status != KeyStatus.VALID) {
            return ofKey;
        }
        KeyState ofUserId = judgement
                .userIdWith(address)
                .map(userId -> of(userId.standing(), "the user ID"))
                .orElseGet(() -> unusable("the certificate has no user ID with the address"));
        return ofUserId.status == KeyStatus.VALID ? withEncryption(judgement, ofKey, ofUserId) : ofUserId;
    }

    /** Whatever it is wanted for: the key alone. */
    public static KeyState of(Certificate certificate, Instant now, AcceptancePolicy policy) {
        return of(certificate.judge(now, policy).primary().standing(), "the key");
    }

    private static KeyState withEncryption(Judgement judgement, KeyState ofKey, KeyState ofUserId) {
        Optional<Optional<Instant>> longest = judgement.encryptionKeys().stream()
                .map(key -> of(key.standing(), "the subkey").expiresAt)
                .max((one, other) -> one.orElse(Instant.MAX).compareTo(other.orElse(Instant.MAX)));
        if (longest.isEmpty()) {
            return unusable("the certificate has no valid key to encrypt to");
        }
        return new KeyState(
                KeyStatus.VALID,
                Stream.of(ofKey.expiresAt, ofUserId.expiresAt, longest.get())
                        .flatMap(Optional::stream)
                        .min(Instant::compareTo),
                Optional.empty());
    }

    private static KeyState of(Standing standing, String what) {
        return switch (standing) {
            case Standing.Valid(var expiresAt) -> new KeyState(KeyStatus.VALID, expiresAt, Optional.empty());
            case Standing.Expired(var since) ->
                new KeyState(KeyStatus.EXPIRED, Optional.of(since), Optional.of(what + " has expired"));
            case Standing.Revoked(var reason, var since) ->
                new KeyState(
                        KeyStatus.REVOKED,
                        Optional.empty(),
                        Optional.of(what + " was revoked on " + since + ", "
                                + switch (reason) {
                                    case NONE_GIVEN -> "without a reason";
                                    case SUPERSEDED -> "since another one takes its place";
                                    case COMPROMISED -> "since it may be in other hands";
                                    case RETIRED -> "since it is not used any more";
                                    case USER_ID_NO_LONGER_VALID -> "since it is not valid any more";
                                    case UNKNOWN -> "for an unknown reason";
                                }));
            case Standing.NotYetValid(var from) -> unusable(what + " is valid only from " + from);
            case Standing.Unacceptable(var weakness, var source) ->
                unusable(what + " is not accepted ("
                        + switch (weakness) {
                            case KEY_ALGORITHM -> "its algorithm";
                            case KEY_SIZE -> "its size";
                            case HASH_ALGORITHM -> "the hash of its signatures";
                            case NO_SELF_SIGNATURE -> "nothing of it is signed";
                        }
                        + ", " + source + ")");
        };
    }

    private static KeyState unusable(String why) {
        return new KeyState(KeyStatus.UNUSABLE, Optional.empty(), Optional.of(why));
    }
}
