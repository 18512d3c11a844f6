package org.mailkeep.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailkeep.openpgp.TestCertificate.bare;
import static org.mailkeep.openpgp.TestCertificate.read;
import static org.mailkeep.openpgp.TestCertificate.readWhole;
import static org.mailkeep.openpgp.TestCertificate.usual;
import static org.mailkeep.openpgp.TestSignature.binding;
import static org.mailkeep.openpgp.TestSignature.certification;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.openpgp.PGPSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.openpgp.CertificateReading.Refusal;
import org.mailkeep.openpgp.TestKey.Kind;
import org.mailkeep.openpgp.packet.KeyPacket;
import org.mailkeep.openpgp.packet.Octets;
import org.mailkeep.openpgp.packet.Packet;

class CertificateReaderTest {

    private static final String ALICE = "Alice <alice@example.com>";
    private static final TestKey KEY = TestKey.shared(Kind.V4_ED25519);
    private static final CertificateLimits LIMITS = CertificateLimits.defaults();

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everythingThatTheKeySignedIsKept(Kind kind) {
        TestKey key = TestKey.shared(kind);
        CertificateReading.Read read =
                readWhole(usual(key, ALICE, "bob@example.com").bytes());
        Certificate certificate = read.certificate();
        assertThat(read.leftOut()).isEqualTo(new CertificateReading.LeftOut(0, 0, 0, 0));
        assertThat(certificate.fingerprint())
                .isEqualTo(Fingerprint.of(key.primary().getPublicKey().getFingerprint()));
        assertThat(certificate.userIds()).containsExactly(UserId.of(ALICE), UserId.of("bob@example.com"));
        assertThat(certificate.signedSubkeys()).hasSize(2);
        assertThat(read(certificate.toBinary())).isEqualTo(certificate);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void armorHoldsTheSameCertificate(Kind kind) { // RFC 9580 §6.2
        Certificate certificate = usual(TestKey.shared(kind), ALICE).certificate();
        String armored = certificate.toArmored();
        assertThat(armored).startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----").doesNotContain("Version");
        assertThat(read(bytes(armored))).isEqualTo(certificate);
        assertThat(read(bytes(armored.replace("\n", "\r\n")))).isEqualTo(certificate);
        assertThat(read(bytes("Here is my key:\n\n" + armored + "\n-- \nAlice")))
                .isEqualTo(certificate);
        assertThat(read(bytes(armored.replaceFirst("BLOCK-----\n", "BLOCK-----\nVersion: 1\nComment: mine\n"))))
                .isEqualTo(certificate);
        // §6.1: a wrong checksum is no reason to refuse
        assertThat(read(bytes(armored.replace("-----END", "=AAAA\n-----END")))).isEqualTo(certificate);
    }

    @Test
    void aBodyMayHoldSeveralCertificates() {
        Certificate one = usual(KEY, ALICE).certificate();
        Certificate two = usual(TestKey.shared(Kind.V6_ED25519), ALICE).certificate();
        byte[] binary = joined(one.toBinary(), two.toBinary());
        assertThat(certificates(binary)).containsExactly(one, two);
        assertThat(certificates(bytes(one.toArmored() + "\n" + two.toArmored())))
                .containsExactly(one, two);
        // one that is refused does not harm the others
        byte[] mixed = joined(one.toBinary(), bareV3Key(), two.toBinary());
        assertThat(certificates(mixed)).containsExactly(one, two);
        byte[] seventeen = new byte[0];
        for (int i = 0; i < 17; i++) {
            seventeen = joined(seventeen, bare(KEY).bytes());
        }
        assertThat(reading(seventeen)).isEqualTo(new KeyringReading.TooLarge("the number of certificates"));
    }

    @Test
    void secretKeysAreRefusedWholly() {
        byte[] publicPart = usual(KEY, ALICE).bytes();
        byte[] secret = packet(Packet.SECRET_KEY, 200);
        assertThat(reading(secret)).isEqualTo(new KeyringReading.SecretKey());
        assertThat(reading(joined(publicPart, packet(Packet.SECRET_SUBKEY, 100))))
                .isEqualTo(new KeyringReading.SecretKey());
        assertThat(reading(Arrays.copyOf(secret, 50))).isEqualTo(new KeyringReading.SecretKey()); // cut off
        assertThat(reading(joined(secret, new byte[] {1, 2, 3}))).isEqualTo(new KeyringReading.SecretKey());
        assertThat(reading(bytes("-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nsecret")))
                .isEqualTo(new KeyringReading.SecretKey());
        assertThat(reading(bytes("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n"
                        + Base64.getEncoder().encodeToString(secret)
                        + "\n-----END PGP PUBLIC KEY BLOCK-----\n")))
                .isEqualTo(new KeyringReading.SecretKey());
    }

    @Test
    void whatIsNoCertificateIsRefusedWithTheReason() {
        malformed(new byte[0], "neither");
        malformed(bytes("<html>404</html>"), "neither");
        malformed(bytes("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nxsDN"), "no end");
        malformed(
                bytes("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n????\n-----END PGP PUBLIC KEY BLOCK-----"),
                "not base64");
        malformed(Arrays.copyOf(usual(KEY, ALICE).bytes(), 300), "longer than what holds it");
        malformed(packet(Packet.SIGNATURE, 10), "does not begin with a public key");
        malformed(packet(Packet.MARKER, 3), "no public key");
        malformed(new byte[] {(byte) 0xc6, (byte) 0xe1, 0}, "partial length"); // RFC 9580 §4.2.1.4
        malformed(new byte[] {(byte) 0x9b, 0}, "no length"); // §4.2.2: an indeterminate length
        malformed(new byte[] {(byte) 0xc6, 1, 4, 0x11}, "packet header");
    }

    @Test
    void limitsHoldBeforeAnythingIsParsed() {
        byte[] usual = usual(KEY, ALICE).bytes();
        assertThat(new CertificateReader(LIMITS.withSizes(usual.length - 1, 1 << 20, 100)).read(usual))
                .isEqualTo(new KeyringReading.TooLarge("the body"));
        assertThat(new CertificateReader(LIMITS.withSizes(1 << 20, 1 << 20, 3)).read(usual))
                .isEqualTo(new KeyringReading.TooLarge("the number of packets"));
        refused(LIMITS.withSizes(1 << 20, 500, 100), usual, Refusal.TOO_LARGE);
        byte[] packetTooLong = {(byte) 0xc6, (byte) 0xff, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff};
        malformed(packetTooLong, "longer than what holds it");
        refused(
                LIMITS.withCounts(1, 9, 9, 99),
                usual(KEY, ALICE, "b@example.com").bytes(),
                Refusal.TOO_MANY_COMPONENTS);
        refused(LIMITS.withCounts(9, 1, 9, 99), usual, Refusal.TOO_MANY_COMPONENTS);
    }

    @Test
    void oldAndForeignKeyVersionsAreRefused() { // RFC 9580 §5.5.2
        refused(LIMITS, bareV3Key(), Refusal.UNSUPPORTED_VERSION);
        byte[] v5 = bare(KEY).bytes();
        v5[2] = 5;
        refused(LIMITS, v5, Refusal.UNSUPPORTED_VERSION);
        byte[] unknownAlgorithm = bare(KEY).bytes();
        unknownAlgorithm[7] = 99;
        refused(LIMITS, unknownAlgorithm, Refusal.UNSUPPORTED_KEY);
        byte[] encryptOnly = bare(KEY).bytes();
        encryptOnly[7] = 25;
        refused(LIMITS, encryptOnly, Refusal.UNSUPPORTED_KEY);
    }

    @Test
    void numbersThatMakeVerifyingDearAreRefused() {
        refused(LIMITS, rsaKey(17_000, 17), Refusal.UNSUPPORTED_KEY);
        refused(LIMITS, rsaKey(4096, 4000), Refusal.UNSUPPORTED_KEY); // a public exponent as long as the modulus
        refused(LIMITS, rsaKey(65_535, 17), Refusal.TOO_LARGE);
    }

    @Test
    void aPacketThatMustBeUnderstoodIsNotPassedOver() { // RFC 9580 §4.3
        byte[] usual = usual(KEY, ALICE).bytes();
        refused(LIMITS, joined(usual, packet(39, 5)), Refusal.MALFORMED);
        refused(LIMITS, joined(usual, packet(11, 5)), Refusal.MALFORMED); // literal data
        Certificate expected = read(usual);
        assertThat(read(joined(usual, packet(40, 5)))).isEqualTo(expected);
        assertThat(read(joined(usual, packet(Packet.PADDING, 5)))).isEqualTo(expected);
        assertThat(read(joined(packet(Packet.MARKER, 3), usual))).isEqualTo(expected);
    }

    @Test
    void certificatesWithoutUserIdsAreRead() { // as VKS servers give them
        Certificate certificate = bare(KEY).encryptionSubkey().certificate();
        assertThat(certificate.userIds()).isEmpty();
        assertThat(certificate.signedSubkeys()).hasSize(1);
    }

    @Test
    void aPostQuantumSubkeyCanBeEncryptedTo() throws Exception { // draft-ietf-openpgp-pqc: ML-KEM-1024 with X448
        byte[] body = new byte[6 + 1624];
        System.arraycopy(TestCertificate.bodyOf(KEY.encryption().getPublicKey()), 0, body, 0, 5);
        body[5] = 36;
        SignedData data = SignedData.ofSubkey(Flood.packetOf(KEY), KeyPacket.read(Octets.of(body)));
        Certificate certificate = bare(KEY)
                .userId(ALICE, certification())
                .put(Packet.PUBLIC_SUBKEY, body)
                .put(binding(TestSignature.ENCRYPT)
                        .over(KEY.primary(), data.octets().toArray()))
                .certificate();
        assertThat(certificate
                        .judge(TestKey.CREATED, AcceptancePolicy.rfc9580())
                        .encryptionKeys())
                .singleElement()
                .satisfies(key -> assertThat(key.algorithm()).isEqualTo(KeyAlgorithm.ML_KEM_1024_X448));
    }

    @Test
    void postQuantumSizesAreAMatterOfConfiguration() {
        TestSignature large = certification()
                .hashed(subpackets -> subpackets.addNotationData(false, true, "a@example.net", "x".repeat(50_000)));
        byte[] bytes = bare(KEY).userId(ALICE, large).bytes();
        assertThat(readWhole(bytes).certificate().userIds()).isEmpty();
        assertThat(readWhole(bytes, LIMITS.withPostQuantumSizes()).certificate().userIds())
                .hasSize(1);
        // a revocation that is too large to be looked at is not passed over
        TestSignature revocation = TestSignature.revocation(PGPSignature.KEY_REVOCATION, RevocationReason.COMPROMISED)
                .hashed(subpackets -> subpackets.addNotationData(false, true, "a@example.net", "x".repeat(50_000)));
        refused(LIMITS, bare(KEY).direct(revocation).bytes(), Refusal.TOO_LARGE);
    }

    private static void malformed(byte[] body, String why) {
        assertThat(reading(body))
                .isInstanceOfSatisfying(
                        KeyringReading.Malformed.class,
                        malformed -> assertThat(malformed.why()).contains(why));
    }

    private static void refused(CertificateLimits limits, byte[] body, Refusal why) {
        assertThat(new CertificateReader(limits).read(body))
                .isInstanceOfSatisfying(
                        KeyringReading.Certificates.class,
                        certificates -> assertThat(certificates.readings())
                                .singleElement()
                                .isInstanceOfSatisfying(
                                        CertificateReading.Refused.class,
                                        refused -> assertThat(refused.why()).isEqualTo(why)));
    }

    private static List<Certificate> certificates(byte[] body) {
        return reading(body) instanceof KeyringReading.Certificates certificates
                ? certificates.certificates()
                : List.of();
    }

    private static KeyringReading reading(byte[] body) {
        return new CertificateReader(LIMITS).read(body);
    }

    /** RFC 9580 §5.5.2.1: version, creation time, days of validity, algorithm. */
    private static byte[] bareV3Key() {
        byte[] v3 = packet(Packet.PUBLIC_KEY, 150);
        v3[2] = 3;
        return v3;
    }

    private static byte[] rsaKey(int modulusBits, int exponentBits) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {4, 0, 0, 0, 0, 1});
        for (int bits : new int[] {modulusBits, exponentBits}) {
            byte[] number = new byte[2 + (bits + 7) / 8];
            Arrays.fill(number, (byte) 0xff);
            number[0] = (byte) (bits >> 8);
            number[1] = (byte) bits;
            body.writeBytes(number);
        }
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        new Packet(Packet.PUBLIC_KEY, Octets.of(body.toByteArray())).writeTo(packet);
        return packet.toByteArray();
    }

    private static byte[] packet(int tag, int size) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        new Packet(tag, Octets.of(new byte[size])).writeTo(packet);
        return packet.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
