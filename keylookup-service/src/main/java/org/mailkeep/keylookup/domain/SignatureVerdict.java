package org.mailkeep.keylookup.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.openpgp.AcceptancePolicy;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.openpgp.DataSignature;
import org.mailkeep.openpgp.Judgement;
import org.mailkeep.openpgp.Judgement.Use;
import org.mailkeep.openpgp.RevocationReason;
import org.mailkeep.openpgp.Standing;

/**
 * What a signature over data is worth.
 *
 * @param word the verdict
 * @param reason a sentence
 * @param atSigning how the signing key stood when the signature says it was made; empty where there is no key
 * @param now how it stands now
 */
public record SignatureVerdict(Word word, String reason, Optional<String> atSigning, Optional<String> now) {

    /** Clocks of senders go wrong by minutes. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);

    /** The verdicts. */
    public enum Word {
        GOOD,
        /** Not by the key that it names, or not over this data. */
        BAD,
        UNKNOWN_KEY,
        REVOKED_KEY,
        EXPIRED_KEY,
        /** The key may not sign, was not valid then, or is too weak. */
        UNUSABLE_KEY,
        /** Over by its own word. */
        EXPIRED_SIGNATURE,
        /** Made in the future, or resting on a hash that is not trusted. */
        UNUSABLE_SIGNATURE;

        /** As clients see it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** For a signature whose key nobody knows. */
    public static SignatureVerdict unknownKey(String why) {
        return new SignatureVerdict(Word.UNKNOWN_KEY, why, Optional.empty(), Optional.empty());
    }

    /** Judges a signature that was checked against the certificate. */
    public static SignatureVerdict of(
            DataSignature signature,
            DataSignature.Check check,
            Certificate certificate,
            Instant now,
            AcceptancePolicy policy) {
        Instant made = signature.created().orElse(now);
        return switch (check) {
            case DataSignature.Check.OtherKey _ -> unknownKey("the certificate has no key that the signature names");
            case DataSignature.Check.Bad(Fingerprint named) ->
                judged(
                        Word.BAD,
                        "the signature is not by the key that it names, or not over this data",
                        named,
                        made,
                        certificate,
                        now,
                        policy);
            case DataSignature.Check.Made(Fingerprint by, boolean acceptableHash) -> {
                if (made.isAfter(now.plus(CLOCK_SKEW))) {
                    yield judged(
                            Word.UNUSABLE_SIGNATURE,
                            "the signature says it was made in the future",
                            by,
                            made,
                            certificate,
                            now,
                            policy);
                }
                if (!acceptableHash) {
                    yield judged(
                            Word.UNUSABLE_SIGNATURE,
                            "the signature rests on a hash that is not trusted",
                            by,
                            made,
                            certificate,
                            now,
                            policy);
                }
                if (signature.expiresAt().filter(end -> !now.isBefore(end)).isPresent()) {
                    yield judged(
                            Word.EXPIRED_SIGNATURE, "the signature has expired", by, made, certificate, now, policy);
                }
                Weight weight = weigh(certificate, by, made, now, policy);
                yield judged(weight.word, weight.reason, by, made, certificate, now, policy);
            }
        };
    }

    private record Weight(Word word, String reason) {}

    /** The key must have been valid when it signed; a hard revocation reaches back, a soft one does not (RFC 9580 §5.2.3.31). */
    private static Weight weigh(
            Certificate certificate, Fingerprint by, Instant made, Instant now, AcceptancePolicy policy) {
        Judgement then = certificate.judge(made, policy);
        Judgement today = certificate.judge(now, policy);
        Optional<Standing.Revoked> revoked = Stream.of(today, then)
                .flatMap(judgement -> Stream.concat(
                        Stream.of(judgement.primary().standing()),
                        key(judgement, by).map(Judgement.OfKey::standing).stream()))
                .flatMap(standing -> standing instanceof Standing.Revoked found ? Stream.of(found) : Stream.empty())
                .filter(found -> found.reason().isHard() || !made.isBefore(found.since()))
                .findFirst();
        if (revoked.isPresent()) {
            return new Weight(
                    Word.REVOKED_KEY,
                    "the key was revoked"
                            + (revoked.get().reason() == RevocationReason.COMPROMISED
                                    ? " since it may be in other hands"
                                    : ""));
        }
        Optional<Judgement.OfKey> signer = key(then, by);
        boolean expired = then.primary().standing() instanceof Standing.Expired
                || signer.filter(key -> key.standing() instanceof Standing.Expired)
                        .isPresent();
        if (expired) {
            return new Weight(Word.EXPIRED_KEY, "the key had expired when the signature was made");
        }
        boolean usable = then.isValid()
                && signer.filter(key -> key.standing().isValid() && key.uses().contains(Use.SIGN))
                        .isPresent();
        return usable
                ? new Weight(Word.GOOD, "the signature is by this key, which was valid when it was made")
                : new Weight(Word.UNUSABLE_KEY, "the key was not valid for signing when the signature was made");
    }

    private static SignatureVerdict judged(
            Word word,
            String reason,
            Fingerprint key,
            Instant made,
            Certificate certificate,
            Instant now,
            AcceptancePolicy policy) {
        return new SignatureVerdict(
                word,
                reason,
                Optional.of(standing(certificate.judge(made, policy), key)),
                Optional.of(standing(certificate.judge(now, policy), key)));
    }

    /** The worse of the primary key's and the signing key's standing. */
    private static String standing(Judgement judgement, Fingerprint key) {
        return Stream.concat(
                        Stream.of(judgement.primary().standing()),
                        key(judgement, key).map(Judgement.OfKey::standing).stream())
                .map(standing -> switch (standing) {
                    case Standing.Valid _ -> KeyStatus.VALID;
                    case Standing.Expired _ -> KeyStatus.EXPIRED;
                    case Standing.Revoked _ -> KeyStatus.REVOKED;
                    case Standing.NotYetValid _, Standing.Unacceptable _ -> KeyStatus.UNUSABLE;
                })
                .max(Enum::compareTo)
                .orElse(KeyStatus.UNUSABLE)
                .word();
    }

    private static Optional<Judgement.OfKey> key(Judgement judgement, Fingerprint fingerprint) {
        return Stream.concat(Stream.of(judgement.primary()), judgement.subkeys().stream())
                .filter(key -> key.fingerprint().equals(fingerprint))
                .findFirst();
    }
}
