package org.mailkeep.openpgp;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mailkeep.openpgp.Judgement.OfKey;
import org.mailkeep.openpgp.Judgement.OfUserId;
import org.mailkeep.openpgp.Judgement.Use;
import org.mailkeep.openpgp.packet.KeyPacket;
import org.mailkeep.openpgp.packet.SignaturePacket;

/** Judges a certificate at a moment (RFC 9580 §5.2.3.10, §5.2.3.13, §5.2.3.31, §10.1). */
final class Judge {

    /** Of several user IDs with one address. */
    static final Comparator<OfUserId> BEST_USER_ID_FIRST = Comparator.comparing(
                    (OfUserId userId) -> switch (userId.standing()) {
                        case Standing.Valid _ -> 0;
                        case Standing.Expired _ -> 1;
                        case Standing.Revoked _ -> 2;
                        case Standing.NotYetValid _ -> 3;
                        case Standing.Unacceptable _ -> 4;
                    })
            .thenComparing(OfUserId::userId);

    /** Of communications, or of storage. */
    private static final int MAY_ENCRYPT = 0x04 | 0x08;

    private static final Map<Use, Integer> SIGNING_FLAGS =
            Map.of(Use.CERTIFY, 0x01, Use.SIGN, 0x02, Use.AUTHENTICATE, 0x20);

    private final Certificate certificate;
    private final KeyPacket primary;
    private final Instant at;
    private final AcceptancePolicy policy;
    private final SelfSignatures selfSignatures;
    private final List<OfUserId> userIds;

    Judge(Certificate certificate, Instant at, AcceptancePolicy policy) {
        this.certificate = certificate;
        this.primary = certificate.primary();
        this.at = at;
        this.policy = policy;
        this.selfSignatures = new SelfSignatures(primary, at, policy);
        this.userIds = certificate.signedUserIds().entrySet().stream()
                .map(entry -> judgeUserId(entry.getKey(), entry.getValue()))
                .toList();
    }

    Judgement judge() {
        return new Judgement(
                at,
                judgePrimary(),
                userIds,
                certificate.signedSubkeys().entrySet().stream()
                        .map(entry -> judgeSubkey(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private OfUserId judgeUserId(UserId userId, Signatures signatures) {
        Optional<SignaturePacket> certification = selfSignatures.newestAlive(signatures.own());
        Standing standing = selfSignatures
                .revocationIn(signatures.revocations().stream(), certification.map(Signatures::created))
                .<Standing>map(revoked -> revoked)
                .orElseGet(() -> certification
                        .<Standing>map(signature -> new Standing.Valid(SelfSignatures.expiryOf(signature)))
                        .orElseGet(() -> selfSignatures.lackOf(signatures.own())));
        return new OfUserId(
                userId,
                standing,
                certification.map(SignaturePacket::marksPrimaryUserId).orElse(false));
    }

    private OfKey judgePrimary() {
        Optional<SignaturePacket> decisive = decisiveSignature();
        return verdict(primary, standingOfPrimary(decisive), usesOf(primary, decisive));
    }

    private Standing standingOfPrimary(Optional<SignaturePacket> decisive) {
        Optional<Instant> newest = Stream.concat(
                        directKeySignature().stream(),
                        certificate.signedUserIds().values().stream()
                                .flatMap(signatures -> selfSignatures.newestAlive(signatures.own()).stream()))
                .map(Signatures::created)
                .max(Instant::compareTo);
        Optional<Standing> hindrance = selfSignatures
                .revocationIn(
                        certificate.primarySignatures().revocations().stream()
                                .filter(revocation -> revocation.type() == SignaturePacket.KEY_REVOCATION),
                        newest)
                .<Standing>map(revoked -> revoked)
                .or(() -> objectionTo(primary));
        if (hindrance.isPresent()) {
            return hindrance.get();
        }
        return decisive.map(signature -> standingByExpiry(primary, signature))
                .orElseGet(() -> selfSignatures.lackOf(allSelfSignatures()));
    }

    private OfKey judgeSubkey(KeyPacket subkey, Signatures signatures) {
        Optional<SignaturePacket> binding = selfSignatures.newestAlive(signatures.own());
        Standing standing = selfSignatures
                .revocationIn(signatures.revocations().stream(), binding.map(Signatures::created))
                .<Standing>map(revoked -> revoked)
                .or(() -> objectionTo(subkey))
                .orElseGet(() -> binding.map(signature -> standingByExpiry(subkey, signature))
                        .orElseGet(() -> selfSignatures.lackOf(signatures.own())));
        return verdict(subkey, standing, usesOf(subkey, binding));
    }

    /**
     * What decides on the expiry and the uses of the primary key. In version 6 it is the direct-key signature, which must be
     * there (RFC 9580 §10.1.1). In version 4 either that one, if it says something on expiry, or the self-signature of the
     * primary user ID, whichever is newer: GnuPG changes only the latter when it prolongs a key, others change both.
     */
    private Optional<SignaturePacket> decisiveSignature() {
        Optional<SignaturePacket> direct = directKeySignature();
        if (primary.version() == 6) {
            return direct;
        }
        Optional<SignaturePacket> certification = primaryCertification();
        if (certification.isEmpty()) {
            return direct;
        }
        return direct.filter(SignaturePacket::saysKeyLifetime)
                .filter(signature -> !Signatures.created(signature).isBefore(Signatures.created(certification.get())))
                .or(() -> certification);
    }

    /** A revocation of a direct-key signature counts against those that are not newer (RFC 9580 §5.2.1.13). */
    private Optional<SignaturePacket> directKeySignature() {
        Optional<SignaturePacket> newest =
                selfSignatures.newestAlive(certificate.primarySignatures().own());
        Optional<Standing.Revoked> revocation = selfSignatures.revocationIn(
                certificate.primarySignatures().revocations().stream()
                        .filter(signature -> signature.type() == SignaturePacket.CERTIFICATION_REVOCATION),
                newest.map(Signatures::created));
        return revocation.isPresent() ? Optional.empty() : newest;
    }

    /**
     * The self-signature of the primary user ID: the newest that is marked so, else the newest. Revoked user IDs are asked
     * only when all are: a key does not live longer for having them revoked.
     */
    private Optional<SignaturePacket> primaryCertification() {
        List<UserId> valid = userIds.stream()
                .filter(userId -> userId.standing().isValid())
                .map(OfUserId::userId)
                .toList();
        return certificate.signedUserIds().entrySet().stream()
                .filter(entry -> valid.isEmpty() || valid.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .flatMap(signatures -> selfSignatures.newestAlive(signatures.own()).stream())
                .min(Comparator.comparing((SignaturePacket signature) -> !signature.marksPrimaryUserId())
                        .thenComparing(Signatures.NEWEST_FIRST));
    }

    private List<SignaturePacket> allSelfSignatures() {
        return primary.version() == 6
                ? certificate.primarySignatures().own()
                : Stream.concat(
                                certificate.primarySignatures().own().stream(),
                                certificate.signedUserIds().values().stream()
                                        .flatMap(signatures -> signatures.own().stream()))
                        .toList();
    }

    private Optional<Standing> objectionTo(KeyPacket key) {
        return key.created().isAfter(at)
                ? Optional.of(new Standing.NotYetValid(key.created()))
                : policy.objectionTo(key).map(objection -> objection);
    }

    /** The key ends when the key or the signature that vouches for it does (RFC 9580 §5.2.3.13, §5.2.3.18). */
    private Standing standingByExpiry(KeyPacket key, SignaturePacket signature) {
        Optional<Instant> ofKey = signature.keyLifetime().map(key.created()::plusSeconds);
        if (ofKey.isPresent() && !at.isBefore(ofKey.get())) {
            return new Standing.Expired(ofKey.get());
        }
        return new Standing.Valid(Stream.concat(ofKey.stream(), SelfSignatures.expiryOf(signature).stream())
                .min(Instant::compareTo));
    }

    /** Without flags a key may do what it can, except what would need a back-signature (RFC 9580 §5.2.3.29). */
    private static Set<Use> usesOf(KeyPacket key, Optional<SignaturePacket> signature) {
        KeyAlgorithm algorithm = KeyAlgorithm.of(key);
        int flags = signature.flatMap(SignaturePacket::keyFlags).orElse(MAY_ENCRYPT);
        Set<Use> uses = EnumSet.noneOf(Use.class);
        if (signature.isPresent() && algorithm.canEncrypt() && (flags & MAY_ENCRYPT) != 0) {
            uses.add(Use.ENCRYPT);
        }
        if (signature.isPresent() && algorithm.canSign()) {
            SIGNING_FLAGS.forEach((use, flag) -> {
                if ((flags & flag) != 0) {
                    uses.add(use);
                }
            });
        }
        return Set.copyOf(uses);
    }

    private static OfKey verdict(KeyPacket key, Standing standing, Set<Use> uses) {
        KeyAlgorithm algorithm = KeyAlgorithm.of(key);
        return new OfKey(key.fingerprint(), algorithm, algorithm.sizeOf(key), key.created(), standing, uses);
    }
}
