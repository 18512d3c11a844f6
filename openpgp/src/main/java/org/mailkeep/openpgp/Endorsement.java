package org.mailkeep.openpgp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.openpgp.packet.Armor;
import org.mailkeep.openpgp.packet.KeyPacket;
import org.mailkeep.openpgp.packet.MalformedPacketException;
import org.mailkeep.openpgp.packet.Octets;
import org.mailkeep.openpgp.packet.Packet;
import org.mailkeep.openpgp.packet.PacketReader;
import org.mailkeep.openpgp.packet.SignaturePacket;

/**
 * Whether the owner of one key vouches for another: for example the old key for its successor.
 *
 * <p>A {@link Certificate} keeps nothing that others signed, so this looks into the bytes that a certificate came in.
 *
 * @param by who is to have certified
 * @param at the moment at which the certification must stand: made, neither expired nor revoked
 * @param policy says which hashes count
 */
public record Endorsement(Certificate by, Instant at, AcceptancePolicy policy) {

    /** True certifications by one key on one user ID are few; the rest claims to be. */
    private static final int MAX_VERIFIED = 8;

    private static final int MAX_PACKETS = 4096;

    /**
     * Whether the key certified the primary key of {@code of} together with a user ID of that address (RFC 9580 §5.2.1.4).
     * Whether the certifying key itself is worth anything is another question.
     *
     * @param body that was read before: bounded, binary or armored
     */
    public boolean isIn(byte[] body, Fingerprint of, EmailAddress address) {
        Optional<SignatureVerifier> verifier = SignatureVerifier.of(by.primary());
        if (verifier.isEmpty()) {
            return false;
        }
        return certifications(body, of, address).stream().anyMatch(certified -> stands(verifier.get(), certified));
    }

    /** What was signed on one user ID. */
    private record Certified(SignedData data, List<SignaturePacket> signatures) {}

    private List<Certified> certifications(byte[] body, Fingerprint of, EmailAddress address) {
        List<Certified> found = new ArrayList<>();
        Optional<KeyPacket> endorsed = Optional.empty();
        Optional<Certified> current = Optional.empty();
        for (Packet packet : packetsIn(body)) {
            switch (packet.tag()) {
                case Packet.PUBLIC_KEY -> {
                    endorsed =
                            keyIn(packet.body()).filter(key -> key.fingerprint().equals(of));
                    current = Optional.empty();
                }
                case Packet.USER_ID -> {
                    UserId userId = new UserId(packet.body());
                    current = endorsed.filter(_ -> userId.address().equals(Optional.of(address)))
                            .map(key -> new Certified(
                                    SignedData.ofUserId(
                                            key, userId, by.primary().version()),
                                    new ArrayList<>()));
                    current.ifPresent(found::add);
                }
                case Packet.SIGNATURE ->
                    current.ifPresent(certified -> signatureIn(packet.body()).ifPresent(certified.signatures()::add));
                default -> current = Optional.empty();
            }
        }
        return found;
    }

    private boolean stands(SignatureVerifier verifier, Certified certified) {
        Issuer issuer = new Issuer(by.primary());
        SelfSignatures rules = new SelfSignatures(by.primary(), at, policy);
        List<SignaturePacket> signatures = certified.signatures().stream()
                .filter(issuer::isNamedBy)
                .filter(signature ->
                        signature.isCertification() || signature.type() == SignaturePacket.CERTIFICATION_REVOCATION)
                .filter(signature -> verifier.isPlausible(signature, certified.data()))
                .limit(MAX_VERIFIED)
                .filter(signature -> verifier.verifies(signature, certified.data()))
                .toList();
        boolean revoked = signatures.stream().anyMatch(SignaturePacket::isRevocation);
        List<SignaturePacket> newestFirst = signatures.stream()
                .filter(SignaturePacket::isCertification)
                .sorted(Signatures.NEWEST_FIRST)
                .toList();
        return !revoked && rules.newestAlive(newestFirst).isPresent();
    }

    private static List<Packet> packetsIn(byte[] body) {
        try {
            return PacketReader.read(Armor.unwrap(body), MAX_PACKETS);
        } catch (MalformedPacketException _) {
            return List.of();
        }
    }

    private static Optional<KeyPacket> keyIn(Octets body) {
        try {
            return Optional.of(KeyPacket.read(body));
        } catch (MalformedPacketException _) {
            return Optional.empty();
        }
    }

    private static Optional<SignaturePacket> signatureIn(Octets body) {
        try {
            return Optional.of(SignaturePacket.read(body))
                    .filter(signature -> signature.created().isPresent());
        } catch (MalformedPacketException _) {
            return Optional.empty();
        }
    }
}
