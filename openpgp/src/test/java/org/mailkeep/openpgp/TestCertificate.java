package org.mailkeep.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.bcpg.BCPGOutputStream;
import org.bouncycastle.bcpg.PacketFormat;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.mailkeep.openpgp.packet.MalformedPacketException;
import org.mailkeep.openpgp.packet.Octets;
import org.mailkeep.openpgp.packet.Packet;
import org.mailkeep.openpgp.packet.PacketReader;

/** A certificate put together packet by packet, in whatever order and however wrong a test wants it. */
final class TestCertificate {

    private final TestKey key;
    private final ByteArrayOutputStream packets = new ByteArrayOutputStream();

    private TestCertificate(TestKey key) {
        this.key = key;
        put(Packet.PUBLIC_KEY, bodyOf(key.primary().getPublicKey()));
    }

    /** Only the primary key. */
    static TestCertificate bare(TestKey key) {
        return new TestCertificate(key);
    }

    /** A usual certificate: user IDs, a subkey to encrypt to and one to sign with. */
    static TestCertificate usual(TestKey key, String... userIds) {
        TestCertificate certificate = bare(key).direct(TestSignature.directKey());
        for (String userId : userIds) {
            certificate.userId(userId, TestSignature.certification());
        }
        return certificate.encryptionSubkey().signingSubkey();
    }

    TestCertificate direct(TestSignature... signatures) {
        for (TestSignature signature : signatures) {
            put(signature.overKey(key.primary(), key.primary().getPublicKey()));
        }
        return this;
    }

    TestCertificate userId(String userId, TestSignature... signatures) {
        put(Packet.USER_ID, userId.getBytes(StandardCharsets.UTF_8));
        return onUserId(userId, signatures);
    }

    /** More signatures by the key on a user ID that was put last. */
    TestCertificate onUserId(String userId, TestSignature... signatures) {
        for (TestSignature signature : signatures) {
            put(signature.overUserId(key.primary(), key.primary().getPublicKey(), userId));
        }
        return this;
    }

    TestCertificate encryptionSubkey(TestSignature... signatures) {
        return subkey(
                key.encryption(),
                signatures.length > 0
                        ? signatures
                        : new TestSignature[] {TestSignature.binding(TestSignature.ENCRYPT)});
    }

    TestCertificate signingSubkey() {
        return subkey(
                key.signing(),
                TestSignature.binding(TestSignature.SIGN)
                        .backSigned(key.signing(), key.primary().getPublicKey()));
    }

    TestCertificate subkey(PGPKeyPair subkey, TestSignature... signatures) {
        put(Packet.PUBLIC_SUBKEY, bodyOf(subkey.getPublicKey()));
        for (TestSignature signature : signatures) {
            put(signature.overSubkey(key.primary(), key.primary().getPublicKey(), subkey.getPublicKey()));
        }
        return this;
    }

    TestCertificate put(PGPSignature signature) {
        try {
            packets.write(signature.getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    TestCertificate put(int tag, byte[] body) {
        new Packet(tag, Octets.of(body)).writeTo(packets);
        return this;
    }

    TestCertificate put(byte[] manyPackets) {
        packets.writeBytes(manyPackets);
        return this;
    }

    byte[] bytes() {
        return packets.toByteArray();
    }

    /** What the module makes of it. */
    Certificate certificate() {
        return read(bytes());
    }

    /** The one certificate in these bytes. */
    static Certificate read(byte[] bytes) {
        return readWhole(bytes).certificate();
    }

    static CertificateReading.Read readWhole(byte[] bytes) {
        return readWhole(bytes, CertificateLimits.defaults());
    }

    static CertificateReading.Read readWhole(byte[] bytes, CertificateLimits limits) {
        return switch (new CertificateReader(limits).read(bytes)) {
            case KeyringReading.Certificates certificates -> {
                assertThat(certificates.readings()).hasSize(1);
                yield switch (certificates.readings().getFirst()) {
                    case CertificateReading.Read read -> read;
                    case CertificateReading.Refused refused -> throw new AssertionError(refused.toString());
                };
            }
            case KeyringReading.SecretKey secret -> throw new AssertionError(secret.toString());
            case KeyringReading.TooLarge tooLarge -> throw new AssertionError(tooLarge.toString());
            case KeyringReading.Malformed malformed -> throw new AssertionError(malformed.toString());
        };
    }

    static byte[] bodyOf(PGPPublicKey key) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            key.getPublicKeyPacket().encode(new BCPGOutputStream(body, PacketFormat.CURRENT));
            // Bouncy Castle writes packets; the test wants to choose the header.
            return PacketReader.read(body.toByteArray(), 1).getFirst().body().toArray();
        } catch (IOException | MalformedPacketException e) {
            throw new IllegalStateException(e);
        }
    }
}
