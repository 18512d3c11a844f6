package org.mailkeep.openpgp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.openpgp.packet.Armor;
import org.mailkeep.openpgp.packet.KeyPacket;
import org.mailkeep.openpgp.packet.MalformedPacketException;
import org.mailkeep.openpgp.packet.Octets;
import org.mailkeep.openpgp.packet.Packet;
import org.mailkeep.openpgp.packet.PacketReader;
import org.mailkeep.openpgp.packet.SignaturePacket;
import org.mailkeep.openpgp.packet.Subpacket;

/** A signature over data that is kept apart from it, a detached signature (RFC 9580 §10.4). */
public final class DataSignature {

    /** Octets of a body with signatures; one of SLH-DSA has 50 KB. */
    public static final int MAX_OCTETS = 256 << 10;

    /** Signatures in one body. Each costs a pass over the data. */
    public static final int MAX_SIGNATURES = 8;

    private final SignaturePacket packet;

    private DataSignature(SignaturePacket packet) {
        this.packet = packet;
    }

    /** What came of reading a body that should hold detached signatures. */
    public sealed interface Reading {

        /** At least one signature over data. */
        record Signatures(List<DataSignature> signatures) implements Reading {}

        /** None that can be understood. The reason repeats nothing of the body. */
        record Unreadable(String why) implements Reading {}
    }

    /** Whether a certificate's owner made the signature. */
    public sealed interface Check {

        /**
         * This key of the certificate made it, over this data. Whether the key may be relied on is another question.
         *
         * @param acceptableHash whether the policy trusts the hash that it rests on
         */
        record Made(Fingerprint by, boolean acceptableHash) implements Check {}

        /** The signature names this key of the certificate, and is not by it, or not over this data. */
        record Bad(Fingerprint named) implements Check {}

        /** The signature names no key of the certificate that could have made it. */
        record OtherKey() implements Check {}
    }

    /** Reads signatures, armored or binary; certifications and the like among them are passed over. */
    public static Reading read(byte[] body) {
        if (body.length > MAX_OCTETS) {
            return new Reading.Unreadable("the signature is larger than " + MAX_OCTETS + " octets");
        }
        try {
            List<DataSignature> signatures = new ArrayList<>();
            for (Packet found : PacketReader.read(Armor.unwrap(body), MAX_SIGNATURES + 1)) {
                if (found.tag() == Packet.SIGNATURE) {
                    overData(found.body()).ifPresent(signatures::add);
                }
            }
            if (signatures.size() > MAX_SIGNATURES) {
                return new Reading.Unreadable("there are more than " + MAX_SIGNATURES + " signatures");
            }
            return signatures.isEmpty()
                    ? new Reading.Unreadable("there is no signature over data")
                    : new Reading.Signatures(List.copyOf(signatures));
        } catch (MalformedPacketException e) {
            return new Reading.Unreadable(Optional.ofNullable(e.getMessage()).orElse("malformed"));
        }
    }

    /** When the signature says it was made. */
    public Optional<Instant> created() {
        return packet.created();
    }

    /** When it stops being good by its own word (RFC 9580 §5.2.3.18). */
    public Optional<Instant> expiresAt() {
        return packet.created().flatMap(created -> packet.lifetime().map(created::plusSeconds));
    }

    /** The fingerprints that it names as its issuer's, without believing it; of a primary key or a subkey. */
    public Set<Fingerprint> issuerFingerprints() {
        Set<Fingerprint> fingerprints = new LinkedHashSet<>();
        namesOfType(Subpacket.ISSUER_FINGERPRINT)
                .filter(body -> body.size() == 21 || body.size() == 33)
                .forEach(body -> fingerprints.add(
                        Fingerprint.of(body.slice(1, body.size()).toArray())));
        return fingerprints;
    }

    /** The key IDs that it names as its issuer's, 16 upper-case digits. */
    public Set<String> issuerKeyIds() {
        Set<String> keyIds = new LinkedHashSet<>();
        issuerFingerprints().forEach(fingerprint -> keyIds.add(fingerprint.keyId()));
        namesOfType(Subpacket.ISSUER_KEY_ID)
                .filter(body -> body.size() == 8)
                .forEach(body -> keyIds.add(HexFormat.of().withUpperCase().formatHex(body.toArray())));
        return keyIds;
    }

    /**
     * Whether a key of this certificate made the signature. Reads all of the data in pieces, unless no key fits; takes as long
     * as hashing it: never on an event loop.
     *
     * @throws IOException when the data cannot be read
     */
    public Check check(Certificate certificate, InputStream data, AcceptancePolicy policy) throws IOException {
        Optional<KeyPacket> named = Stream.concat(
                        Stream.of(certificate.primary()), certificate.signedSubkeys().keySet().stream())
                .filter(key -> new Issuer(key).isNamedBy(packet))
                .findFirst();
        Optional<SignatureVerifier> verifier = named.flatMap(SignatureVerifier::of);
        if (named.isEmpty() || verifier.isEmpty()) {
            return new Check.OtherKey();
        }
        Fingerprint key = named.get().fingerprint();
        InputStream document = packet.type() == SignaturePacket.TEXT_DOCUMENT
                ? new CanonicalText(new BufferedInputStream(data))
                : data;
        return verifier.get().verifies(packet, document)
                ? new Check.Made(key, policy.acceptsHash(packet.hashAlgorithm()))
                : new Check.Bad(key);
    }

    private Stream<Octets> namesOfType(int type) {
        return Stream.concat(packet.hashed().stream(), packet.unhashed().stream())
                .filter(subpacket -> subpacket.type() == type)
                .map(Subpacket::body);
    }

    /** Empty for what is another kind of signature, or not understood: another one beside it may be. */
    private static Optional<DataSignature> overData(Octets body) {
        try {
            SignaturePacket signature = SignaturePacket.read(body);
            boolean overData = signature.type() == SignaturePacket.BINARY_DOCUMENT
                    || signature.type() == SignaturePacket.TEXT_DOCUMENT;
            return overData && signature.created().isPresent()
                    ? Optional.of(new DataSignature(signature))
                    : Optional.empty();
        } catch (MalformedPacketException _) {
            return Optional.empty();
        }
    }
}
