package org.mailkeep.openpgp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailkeep.openpgp.CertificateReading.Refusal;
import org.mailkeep.openpgp.packet.KeyPacket;
import org.mailkeep.openpgp.packet.MalformedPacketException;
import org.mailkeep.openpgp.packet.Octets;
import org.mailkeep.openpgp.packet.Packet;
import org.mailkeep.openpgp.packet.SignaturePacket;
import org.mailkeep.openpgp.packet.Subpacket;

/** Goes through the packets of one certificate once and puts each where it may belong (RFC 9580 §10.1). */
final class CandidateSorter {

    private final KeyPacket primary;
    private final SignatureVerifier verifier;
    private final Issuer issuer;
    private final CertificateLimits limits;
    private final Candidates onPrimary;
    private final Map<UserId, Candidates> userIds = new LinkedHashMap<>();
    private final Map<KeyPacket, Candidates> subkeys = new LinkedHashMap<>();

    /** The part that the next signatures are on; empty behind one that is left out. */
    private Optional<Candidates> current;

    private int foreign;
    private int invalid;
    private int unreadable;

    CandidateSorter(KeyPacket primary, SignatureVerifier verifier, CertificateLimits limits) {
        this.primary = primary;
        this.verifier = verifier;
        this.issuer = new Issuer(primary);
        this.limits = limits;
        this.onPrimary = Candidates.ofPrimary(primary);
        this.current = Optional.of(onPrimary);
    }

    Candidates primary() {
        return onPrimary;
    }

    Map<UserId, Candidates> userIds() {
        return userIds;
    }

    Map<KeyPacket, Candidates> subkeys() {
        return subkeys;
    }

    Stream<Candidates> all() {
        return Stream.of(Stream.of(onPrimary), userIds.values().stream(), subkeys.values().stream())
                .flatMap(candidates -> candidates);
    }

    int foreign() {
        return foreign;
    }

    int invalid() {
        return invalid;
    }

    int unreadable() {
        return unreadable;
    }

    /** Takes all packets after the primary key; the answer says why the certificate must be refused, if it must. */
    Optional<Refusal> sort(List<Packet> packets) {
        for (Packet packet : packets) {
            Optional<Refusal> refusal = sort(packet);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private Optional<Refusal> sort(Packet packet) {
        switch (packet.tag()) {
            case Packet.SIGNATURE -> {
                return sortSignature(packet.body());
            }
            case Packet.USER_ID -> current = userId(packet.body());
            case Packet.PUBLIC_SUBKEY -> current = subkey(packet.body());
            case Packet.USER_ATTRIBUTE -> {
                foreign++;
                current = Optional.empty();
            }
            case Packet.MARKER, Packet.TRUST, Packet.PADDING -> {
                // RFC 9580 §5.8, §5.10, §5.14: to be ignored
            }
            default -> {
                return packet.isNonCritical() ? Optional.empty() : Optional.of(Refusal.MALFORMED);
            }
        }
        return Optional.empty();
    }

    private Optional<Candidates> userId(Octets body) {
        if (body.size() > limits.userIdOctets()) {
            unreadable++;
            return Optional.empty();
        }
        return Optional.of(userIds.computeIfAbsent(new UserId(body), userId -> Candidates.ofUserId(primary, userId)));
    }

    private Optional<Candidates> subkey(Octets body) {
        try {
            if (body.size() <= limits.keyOctets()) {
                KeyPacket subkey = KeyPacket.read(body);
                if (subkey.version() == primary.version()) {
                    return Optional.of(subkeys.computeIfAbsent(subkey, key -> Candidates.ofSubkey(primary, key)));
                }
            }
        } catch (MalformedPacketException _) {
            // left out like one that is too large, or of another version than the primary key (RFC 9580 §10.1.1)
        }
        unreadable++;
        return Optional.empty();
    }

    private Optional<Refusal> sortSignature(Octets body) {
        Optional<SignaturePacket> read = signature(body);
        if (read.isEmpty()) {
            invalid++;
            return Optional.empty();
        }
        SignaturePacket signature = read.get();
        // What is over the primary key alone is so wherever it stands; key servers have been seen to move it.
        boolean onKeyAlone =
                signature.type() == SignaturePacket.KEY_REVOCATION || signature.type() == SignaturePacket.DIRECT_KEY;
        Optional<Candidates> place = onKeyAlone ? Optional.of(onPrimary) : current;
        if (!issuer.mayHaveMade(signature)) {
            foreign++;
            place.ifPresent(candidates -> candidates.addForeign(withIssuersOnly(signature)));
            return Optional.empty();
        }
        Optional<List<SignaturePacket>> list = place.flatMap(candidates -> candidates.listFor(signature));
        if (list.isEmpty()
                || !isTimely(signature)
                || !verifier.isPlausible(signature, place.orElseThrow().data())) {
            invalid++;
        } else if (body.size() <= limits.signatureOctets()) {
            place.orElseThrow().add(withEmbeddedOnly(signature), list.get());
        } else if (signature.isRevocation()) {
            return Optional.of(Refusal.TOO_LARGE);
        } else {
            invalid++;
        }
        return Optional.empty();
    }

    private Optional<SignaturePacket> signature(Octets body) {
        try {
            return Optional.of(SignaturePacket.read(body))
                    .filter(signature -> signature.created().isPresent());
        } catch (MalformedPacketException _) {
            return Optional.empty();
        }
    }

    /**
     * A revocation always is. Any other signature must not be older than the key, and must be meant for others
     * (RFC 9580 §5.2.3.19).
     */
    private boolean isTimely(SignaturePacket signature) {
        return signature.isRevocation()
                || (signature.isExportable() && !Signatures.created(signature).isBefore(primary.created()));
    }

    private static SignaturePacket withEmbeddedOnly(SignaturePacket signature) {
        return signature.withUnhashed(signature.unhashed().stream()
                .filter(subpacket -> signature.type() == SignaturePacket.SUBKEY_BINDING
                        && subpacket.type() == Subpacket.EMBEDDED_SIGNATURE)
                .toList());
    }

    private static SignaturePacket withIssuersOnly(SignaturePacket signature) {
        return signature.withUnhashed(Issuer.namesIn(signature.unhashed()));
    }
}
