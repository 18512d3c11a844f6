package org.mailkeep.openpgp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.bouncycastle.openpgp.PGPSignature;
import org.mailkeep.openpgp.packet.KeyPacket;
import org.mailkeep.openpgp.packet.MalformedPacketException;
import org.mailkeep.openpgp.packet.Octets;
import org.mailkeep.openpgp.packet.Packet;
import org.mailkeep.openpgp.packet.PacketReader;
import org.mailkeep.openpgp.packet.SignaturePacket;

/** What an attacker adds to a certificate: as many signatures as he likes, made out of one. */
final class Flood {

    private final SignaturePacket model;
    private final int bodyPrefix;
    private final Random random = new Random(42);

    private Flood(PGPSignature model) throws IOException, MalformedPacketException {
        this.model = SignaturePacket.read(
                PacketReader.read(model.getEncoded(), 1).getFirst().body());
        // version, type, algorithms, length of the area; then length and type of the creation time, which comes first
        this.bodyPrefix = this.model.version() == 4 ? 8 : 10;
    }

    static Flood like(PGPSignature model) {
        try {
            return new Flood(model);
        } catch (IOException | MalformedPacketException e) {
            throw new IllegalStateException(e);
        }
    }

    /** So many signatures with numbers that are none, each a second older than the one before. */
    byte[] implausible(int count, Instant newest) {
        ByteArrayOutputStream packets = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            write(coveredAt(newest.minusSeconds(i)), model.hashPrefix(), packets);
        }
        return packets.toByteArray();
    }

    /** The same with the true first octets of the hash, which anyone can compute: only verifying tells them apart. */
    byte[] plausible(int count, Instant newest, SignedData data) {
        ByteArrayOutputStream packets = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            Octets covered = coveredAt(newest.minusSeconds(i));
            byte[] digest = HashAlgorithm.SHA256.digest().digest(data.hashedWith(withCovered(covered)));
            write(covered, Octets.of(digest, 0, 2), packets);
        }
        return packets.toByteArray();
    }

    static KeyPacket packetOf(TestKey key) {
        try {
            return KeyPacket.read(Octets.of(TestCertificate.bodyOf(key.primary().getPublicKey())));
        } catch (MalformedPacketException e) {
            throw new IllegalStateException(e);
        }
    }

    static Instant day(int day) {
        return TestKey.CREATED.plus(Duration.ofDays(day));
    }

    private Octets coveredAt(Instant created) {
        Octets covered = model.coveredPart();
        return Octets.join(
                covered.slice(0, bodyPrefix),
                Octets.ofNumber(created.getEpochSecond(), 4),
                covered.slice(bodyPrefix + 4, covered.size()));
    }

    private SignaturePacket withCovered(Octets covered) {
        return new SignaturePacket(
                model.version(),
                model.type(),
                model.keyAlgorithm(),
                model.hashAlgorithm(),
                covered,
                model.hashed(),
                model.unhashed(),
                model.hashPrefix(),
                model.salt(),
                model.material());
    }

    private void write(Octets covered, Octets prefix, ByteArrayOutputStream packets) {
        byte[] numbers = model.material().toArray();
        // behind the length of the first number, and below the modulus
        for (int i = 3; i < numbers.length; i += 7) {
            numbers[i] = (byte) random.nextInt(64);
        }
        SignaturePacket signature = withCovered(covered);
        Octets body = new SignaturePacket(
                        signature.version(),
                        signature.type(),
                        signature.keyAlgorithm(),
                        signature.hashAlgorithm(),
                        covered,
                        signature.hashed(),
                        signature.unhashed(),
                        prefix,
                        signature.salt(),
                        Octets.of(numbers))
                .body();
        new Packet(Packet.SIGNATURE, body).writeTo(packets);
    }
}
