package org.mailkeep.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bouncycastle.openpgp.PGPSignature.CERTIFICATION_REVOCATION;
import static org.bouncycastle.openpgp.PGPSignature.KEY_REVOCATION;
import static org.mailkeep.openpgp.TestCertificate.bare;
import static org.mailkeep.openpgp.TestCertificate.usual;
import static org.mailkeep.openpgp.TestSignature.certification;
import static org.mailkeep.openpgp.TestSignature.directKey;
import static org.mailkeep.openpgp.TestSignature.revocation;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPKeyReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.openpgp.TestKey.Kind;
import org.mailkeep.openpgp.packet.Octets;
import org.mailkeep.openpgp.packet.Packet;
import org.mailkeep.openpgp.packet.PacketReader;
import org.mailkeep.openpgp.packet.SignaturePacket;

class MinimiseTest {

    private static final String ALICE = "Alice <alice@example.com>";
    private static final String BOB = "Bob <bob@example.com>";
    private static final EmailAddress ADDRESS = EmailAddress.of("alice@example.com");
    private static final AcceptancePolicy POLICY = AcceptancePolicy.rfc9580();
    private static final Instant NOW = TestKey.CREATED.plus(Duration.ofDays(100));

    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "V4_RSA_1024")
    void oneUserIdStaysAndTheKeysDo(Kind kind) throws Exception {
        TestKey key = TestKey.shared(kind);
        Certificate whole = usual(key, ALICE, BOB)
                .put(Packet.USER_ATTRIBUTE, new byte[] {2, 1, 0})
                .certificate();
        Certificate minimal = minimise(whole);
        assertThat(minimal.userIds()).containsExactly(UserId.of(ALICE));
        assertThat(minimal.signedSubkeys()).isEqualTo(whole.signedSubkeys());
        assertThat(minimal.primarySignatures()).isEqualTo(whole.primarySignatures());
        // nothing is signed anew, or in any way changed
        assertThat(PacketReader.read(whole.toBinary(), 99)).containsAll(PacketReader.read(minimal.toBinary(), 99));
        // what another implementation makes of it
        OpenPGPCertificate read = new OpenPGPKeyReader().parseCertificate(minimal.toBinary());
        assertThat(read.getAllUserIds()).hasSize(1);
        assertThat(read.getValidUserIds(Date.from(NOW)))
                .extracting(OpenPGPCertificate.OpenPGPUserId::getUserId)
                .containsExactly(ALICE);
        assertThat(read.getEncryptionKeys(Date.from(NOW))).hasSize(1);
        assertThat(read.getSigningKeys(Date.from(NOW))).isNotEmpty();
        assertThat(new OpenPGPKeyReader().parseCertificate(minimal.toArmored()).getFingerprint())
                .isEqualTo(minimal.fingerprint().octets());
    }

    @Test
    void minimisingIsStable() {
        TestKey key = TestKey.shared(Kind.V4_ED25519);
        Certificate minimal = minimise(usual(key, ALICE, BOB).certificate());
        assertThat(minimise(minimal)).isEqualTo(minimal);
        assertThat(minimise(TestCertificate.read(minimal.toBinary())).toBinary())
                .isEqualTo(minimal.toBinary());
        Certificate otherOrder = bare(key)
                .encryptionSubkey()
                .signingSubkey()
                .direct(directKey())
                .userId(BOB, certification())
                .userId(ALICE, certification())
                .certificate();
        assertThat(minimise(otherOrder)).isEqualTo(minimal);
    }

    @Test
    void onlyTheNewestSelfSignatureThatCountsStays() {
        TestKey key = TestKey.shared(Kind.V4_ED25519);
        Certificate minimal = minimise(bare(key)
                .userId(
                        ALICE,
                        certification(),
                        certification().days(10),
                        certification().days(20).sha1(),
                        certification().days(30).lifetime(Duration.ofDays(1)),
                        certification().days(200))
                .certificate());
        assertThat(minimal)
                .isEqualTo(bare(key).userId(ALICE, certification().days(10)).certificate());
    }

    @Test
    void revocationsStay() {
        TestKey key = TestKey.shared(Kind.V4_ED25519);
        TestSignature ofUserId = revocation(CERTIFICATION_REVOCATION, RevocationReason.USER_ID_NO_LONGER_VALID)
                .days(1);
        TestSignature ofKey =
                revocation(KEY_REVOCATION, RevocationReason.SUPERSEDED).days(1);
        Certificate minimal = minimise(
                usual(key, ALICE, BOB).userId(ALICE, ofUserId).direct(ofKey).certificate());
        assertThat(minimal)
                .isEqualTo(
                        usual(key, ALICE).userId(ALICE, ofUserId).direct(ofKey).certificate());
        assertThat(minimal.judge(NOW, POLICY).primary().standing()).isInstanceOf(Standing.Revoked.class);
    }

    @Test
    void withoutAUserIdOfThatAddressThereIsNothing() {
        TestKey key = TestKey.shared(Kind.V4_ED25519);
        none(usual(key, BOB).certificate());
        none(bare(key).userId(ALICE, certification().sha1()).certificate());
        none(bare(key).userId(ALICE, certification().days(200)).certificate());
        none(bare(key)
                .userId("Alice <alice@example.com> <bob@example.com>", certification())
                .certificate());
    }

    @Test
    void certificationsThatTheOwnerApprovedOfStay() throws Exception { // draft-dkg-openpgp-1pa3pc
        TestKey key = TestKey.shared(Kind.V4_ED25519);
        TestKey ca = TestKey.fresh(Kind.V4_RSA);
        PGPSignature approved =
                certification().days(1).overUserId(ca.primary(), key.primary().getPublicKey(), ALICE);
        PGPSignature other =
                certification().days(2).overUserId(ca.primary(), key.primary().getPublicKey(), ALICE);
        byte[] digest = digestOf(approved);
        TestSignature approval = TestSignature.ofType(SignaturePacket.APPROVAL)
                .days(3)
                .hashed(subpackets -> subpackets.addCustomSubpacket(new TestSignature.Raw(37, false, digest)));
        Certificate whole = bare(key)
                .userId(ALICE, certification(), approval)
                .put(approved)
                .put(other)
                .certificate();
        assertThat(only(whole).approved())
                .singleElement()
                .satisfies(kept -> assertThat(kept.created()).contains(TestKey.CREATED.plus(Duration.ofDays(1))));
        assertThat(only(minimise(whole)).approved()).hasSize(1);
        assertThat(TestCertificate.read(minimise(whole).toBinary())).isEqualTo(minimise(whole));
        // a newer approval of nothing takes it back
        TestSignature withdrawal = TestSignature.ofType(SignaturePacket.APPROVAL)
                .days(4)
                .hashed(subpackets -> subpackets.addCustomSubpacket(new TestSignature.Raw(37, false, new byte[0])));
        Certificate withdrawn = bare(key)
                .userId(ALICE, certification(), approval, withdrawal)
                .put(approved)
                .certificate();
        assertThat(only(minimise(withdrawn)).approved()).isEmpty();
    }

    private static Signatures only(Certificate certificate) {
        assertThat(certificate.signedUserIds()).hasSize(1);
        return certificate.signedUserIds().firstEntry().getValue();
    }

    /** Computed here by hand: an old packet header with a length of four octets, and the body without its unhashed area. */
    private static byte[] digestOf(PGPSignature signature) throws Exception {
        SignaturePacket packet = SignaturePacket.read(
                PacketReader.read(signature.getEncoded(), 1).getFirst().body());
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        packet.coveredPart().writeTo(body);
        body.write(0);
        body.write(0);
        packet.hashPrefix().writeTo(body);
        packet.material().writeTo(body);
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update((byte) 0x88);
        sha256.update(Octets.ofNumber(body.size(), 4).toArray());
        return sha256.digest(body.toByteArray());
    }

    private static Certificate minimise(Certificate certificate) {
        return switch (certificate.minimise(ADDRESS, NOW, POLICY)) {
            case Minimised.WithUserId minimised -> minimised.certificate();
            case Minimised.NoSuchUserId none -> throw new AssertionError(none.toString());
        };
    }

    private static void none(Certificate certificate) {
        assertThat(certificate.minimise(ADDRESS, NOW, POLICY)).isEqualTo(new Minimised.NoSuchUserId());
    }
}
