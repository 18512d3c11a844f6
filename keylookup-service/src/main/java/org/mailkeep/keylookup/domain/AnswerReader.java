package org.mailkeep.keylookup.domain;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.openpgp.AcceptancePolicy;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.openpgp.CertificateReader;
import org.mailkeep.openpgp.CertificateReading;
import org.mailkeep.openpgp.Judgement;
import org.mailkeep.openpgp.KeyringReading;
import org.mailkeep.openpgp.packet.Octets;

/**
 * Tells a key from everything else that is served in its place. The content type is not asked: too many directories have it
 * wrong, and it proves nothing. Needs the processor for a while: never on an event loop.
 */
public record AnswerReader(CertificateReader reader, AcceptancePolicy policy) {

    /** The certificate with a user ID of that address; of several the one that serves best at the moment. */
    public Answer forAddress(byte[] body, EmailAddress address, Instant now) {
        return read(
                body,
                certificate -> certificate.userIds().stream()
                        .anyMatch(userId ->
                                userId.address().filter(address::equals).isPresent()),
                Comparator.comparing((Certificate certificate) ->
                        KeyState.of(certificate, address, now, policy).status()),
                Refusal.WRONG_USER_ID,
                now);
    }

    /** The certificate that has this key as its primary key or as a subkey, with user IDs or without. */
    public Answer forKey(byte[] body, Fingerprint key, Instant now) {
        return read(
                body,
                certificate -> hasKey(certificate.judge(now, policy), key::equals),
                Comparator.comparing(Certificate::fingerprint),
                Refusal.OTHER_KEY,
                now);
    }

    /** As {@link #forKey}, by a key ID of 16 upper-case digits. */
    public Answer forKeyId(byte[] body, String keyId, Instant now) {
        return read(
                body,
                certificate -> hasKey(
                        certificate.judge(now, policy),
                        fingerprint -> fingerprint.keyId().equals(keyId)),
                Comparator.comparing(Certificate::fingerprint),
                Refusal.OTHER_KEY,
                now);
    }

    private Answer read(
            byte[] body,
            Predicate<Certificate> wanted,
            Comparator<Certificate> bestFirst,
            Refusal whenNoneIsWanted,
            Instant now) {
        if (body.length == 0) {
            return new Answer.Refused(Refusal.EMPTY);
        }
        return switch (reader.read(body)) {
            case KeyringReading.SecretKey _ -> {
                Arrays.fill(body, (byte) 0);
                yield new Answer.Refused(Refusal.SECRET_KEY);
            }
            case KeyringReading.TooLarge _ -> new Answer.Refused(Refusal.TOO_LARGE);
            case KeyringReading.Malformed _ ->
                new Answer.Refused(looksLikeMarkup(body) ? Refusal.HTML : Refusal.NO_CERTIFICATE);
            case KeyringReading.Certificates certificates ->
                choose(body, certificates, wanted, bestFirst, whenNoneIsWanted, now);
        };
    }

    private Answer choose(
            byte[] body,
            KeyringReading.Certificates answer,
            Predicate<Certificate> wanted,
            Comparator<Certificate> bestFirst,
            Refusal whenNoneIsWanted,
            Instant now) {
        if (answer.certificates().isEmpty()) {
            return new Answer.Refused(Refusal.UNUSABLE_CERTIFICATE);
        }
        List<Certificate> candidates = answer.certificates().stream()
                .filter(wanted)
                // Then the newest: what a sender would choose.
                .sorted(bestFirst.thenComparing(
                        certificate -> certificate.judge(now, policy).primary().created(), Comparator.reverseOrder()))
                .toList();
        if (!candidates.isEmpty()) {
            return new Answer.Usable(
                    new Finding(candidates.getFirst(), candidates.subList(1, candidates.size()), Octets.of(body)));
        }
        boolean somethingUnbound = answer.readings().stream()
                .anyMatch(reading -> reading instanceof CertificateReading.Read read
                        && read.leftOut().unbound() > 0
                        && read.certificate().userIds().isEmpty());
        return new Answer.Refused(
                whenNoneIsWanted == Refusal.WRONG_USER_ID && somethingUnbound
                        ? Refusal.UNBOUND_USER_ID
                        : whenNoneIsWanted);
    }

    private static boolean hasKey(Judgement judgement, Predicate<Fingerprint> wanted) {
        return Stream.concat(Stream.of(judgement.primary()), judgement.subkeys().stream())
                .map(Judgement.OfKey::fingerprint)
                .anyMatch(wanted);
    }

    private static boolean looksLikeMarkup(byte[] body) {
        String start = new String(body, 0, Math.min(body.length, 512), StandardCharsets.ISO_8859_1)
                .strip()
                .toLowerCase(Locale.ROOT);
        return start.startsWith("<") || start.contains("<html");
    }
}
