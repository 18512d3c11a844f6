package org.mailkeep.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bouncycastle.openpgp.PGPSignature.KEY_REVOCATION;
import static org.mailkeep.openpgp.Flood.day;
import static org.mailkeep.openpgp.TestCertificate.bare;
import static org.mailkeep.openpgp.TestCertificate.readWhole;
import static org.mailkeep.openpgp.TestCertificate.usual;
import static org.mailkeep.openpgp.TestSignature.certification;
import static org.mailkeep.openpgp.TestSignature.revocation;

import java.util.Optional;
import org.bouncycastle.openpgp.PGPSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.openpgp.CertificateReading.Refusal;
import org.mailkeep.openpgp.TestKey.Kind;

/**
 * Certificates that strangers filled up. The limits on size are lifted here, so that what bounds the work is seen; what must
 * not happen is counted in verifications rather than in time, which depends on the machine.
 */
@Timeout(30)
class FloodTest {

    private static final String ALICE = "Alice <alice@example.com>";
    private static final String BOB = "Bob <bob@example.com>";
    private static final int MANY = 10_000;
    private static final CertificateLimits ANY_SIZE =
            CertificateLimits.defaults().withSizes(64 << 20, 64 << 20, 100_000);
    private static final CertificateLimits FEW_VERIFICATIONS = ANY_SIZE.withCounts(64, 64, 12, 40);

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"V4_RSA", "V4_ED25519", "V6_ED25519"})
    void signaturesByOthersCostNoVerification(Kind kind) {
        TestKey key = TestKey.shared(kind);
        TestKey other = TestKey.fresh(kind);
        PGPSignature foreign =
                certification().overUserId(other.primary(), key.primary().getPublicKey(), ALICE);
        TestCertificate flooded = bare(key)
                .direct(TestSignature.directKey())
                .userId(ALICE, certification())
                .put(Flood.like(foreign).implausible(MANY, day(50)))
                .put(revocation(KEY_REVOCATION, RevocationReason.COMPROMISED)
                        .overKey(key.primary(), key.primary().getPublicKey()));
        CertificateReading.Read read = readWhole(flooded.bytes(), FEW_VERIFICATIONS);
        assertThat(read.leftOut()).isEqualTo(new CertificateReading.LeftOut(MANY, 0, 0, 0));
        assertThat(read.certificate().size()).isLessThan(2000);
        assertThat(isRevoked(read.certificate())).isTrue();
    }

    @Test
    void forgeriesWithAWrongHashCostNoVerification() {
        TestKey key = TestKey.shared(Kind.V4_ED25519);
        TestCertificate flooded = usual(key, ALICE)
                .put(Flood.like(own(key, revocation(KEY_REVOCATION, RevocationReason.COMPROMISED)))
                        .implausible(MANY, day(50)))
                .userId(ALICE)
                .put(Flood.like(certification()
                                .overUserId(key.primary(), key.primary().getPublicKey(), ALICE))
                        .implausible(MANY, day(50)));
        CertificateReading.Read read = readWhole(flooded.bytes(), FEW_VERIFICATIONS);
        // One of each is the true one that the flood was made of; a few may have the right two octets by chance.
        assertThat(read.leftOut().invalid() + read.leftOut().unverified()).isBetween(2 * MANY - 10, 2 * MANY);
        assertThat(read.certificate().judge(day(60), AcceptancePolicy.rfc9580()).addresses())
                .containsExactly(EmailAddress.of("alice@example.com"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"V4_RSA", "V4_ED25519", "V6_ED25519", "V4_ECDSA_P256"})
    void plausibleForgeriesOfOneUserIdAreVerifiedUpToTheLimit(Kind kind) {
        TestKey key = TestKey.shared(kind);
        PGPSignature model =
                certification().overUserId(key.primary(), key.primary().getPublicKey(), ALICE);
        SignedData data = SignedData.ofUserId(Flood.packetOf(key), UserId.of(ALICE));
        TestCertificate flooded = usual(key, ALICE, BOB)
                .userId(ALICE)
                .put(Flood.like(model).plausible(MANY, day(50), data))
                .put(revocation(KEY_REVOCATION, RevocationReason.COMPROMISED)
                        .overKey(key.primary(), key.primary().getPublicKey()));
        CertificateReading.Read read = readWhole(flooded.bytes(), FEW_VERIFICATIONS);
        // The flood is newer than Alice's signature, which is not reached; what is not flooded stays as it is.
        assertThat(read.certificate().userIds()).containsExactly(UserId.of(BOB));
        assertThat(read.certificate().signedSubkeys()).hasSize(2);
        assertThat(isRevoked(read.certificate())).isTrue();
        assertThat(read.leftOut().invalid()).isLessThanOrEqualTo(40);
        assertThat(read.leftOut().unverified()).isGreaterThan(MANY - 40);
    }

    @Test
    void plausibleForgeriesThatAreOlderHideNothing() {
        TestKey key = TestKey.shared(Kind.V4_ED25519);
        TestSignature newest = certification().days(51);
        PGPSignature model =
                certification().overUserId(key.primary(), key.primary().getPublicKey(), ALICE);
        SignedData data = SignedData.ofUserId(Flood.packetOf(key), UserId.of(ALICE));
        CertificateReading.Read read = readWhole(
                bare(key)
                        .userId(ALICE)
                        .put(Flood.like(model).plausible(MANY, day(50), data))
                        .onUserId(ALICE, newest)
                        .bytes(),
                FEW_VERIFICATIONS);
        assertThat(read.certificate()).isEqualTo(bare(key).userId(ALICE, newest).certificate());
    }

    @Test
    void aFloodOfRevocationsIsNeverTakenForAGoodKey() {
        TestKey key = TestKey.shared(Kind.V4_ED25519);
        PGPSignature model = own(key, revocation(KEY_REVOCATION, RevocationReason.COMPROMISED));
        byte[] flood = Flood.like(model).plausible(MANY, day(50), SignedData.ofKey(Flood.packetOf(key)));
        KeyringReading reading = new CertificateReader(ANY_SIZE)
                .read(usual(key, ALICE).put(flood).bytes());
        assertThat(reading)
                .isInstanceOfSatisfying(
                        KeyringReading.Certificates.class,
                        certificates -> assertThat(certificates.readings())
                                .containsExactly(new CertificateReading.Refused(
                                        Refusal.FLOODED,
                                        Optional.of(
                                                usual(key, ALICE).certificate().fingerprint()))));
    }

    @Test
    void aTrueRevocationIsFoundAmongAsManyForgeriesAsTheEffortAllows() {
        TestKey key = TestKey.shared(Kind.V4_ED25519);
        PGPSignature model = own(key, revocation(KEY_REVOCATION, RevocationReason.COMPROMISED));
        byte[] flood = Flood.like(model).plausible(900, day(50), SignedData.ofKey(Flood.packetOf(key)));
        CertificateReading.Read read = readWhole(
                usual(key, ALICE)
                        .put(flood)
                        .direct(revocation(KEY_REVOCATION, RevocationReason.COMPROMISED)
                                .days(70))
                        .bytes(),
                ANY_SIZE);
        assertThat(isRevoked(read.certificate())).isTrue();
    }

    @Test
    void aThousandUserIdsThatNobodySignedAreDropped() {
        TestKey key = TestKey.shared(Kind.V4_ED25519);
        TestCertificate flooded = usual(key, ALICE);
        for (int i = 0; i < 1000; i++) {
            flooded.userId("User " + i + " <user" + i + "@example.net>");
        }
        CertificateReading.Read read = readWhole(flooded.bytes(), FEW_VERIFICATIONS);
        assertThat(read.certificate()).isEqualTo(usual(key, ALICE).certificate());
        assertThat(read.leftOut().unbound()).isEqualTo(1000);
    }

    @Test
    void aThousandUserIdsThatTheOwnerSignedAreRefused() {
        TestKey key = TestKey.shared(Kind.V4_ED25519);
        TestCertificate flooded = bare(key);
        for (int i = 0; i < 1000; i++) {
            flooded.userId("User " + i + " <user" + i + "@example.net>", certification());
        }
        assertThat(new CertificateReader(ANY_SIZE).read(flooded.bytes()))
                .isInstanceOfSatisfying(
                        KeyringReading.Certificates.class,
                        certificates -> assertThat(certificates.readings())
                                .singleElement()
                                .isInstanceOfSatisfying(
                                        CertificateReading.Refused.class,
                                        refused -> assertThat(refused.why()).isEqualTo(Refusal.TOO_MANY_COMPONENTS)));
    }

    @Test
    void byDefaultAFloodIsRefusedForItsSize() {
        TestKey key = TestKey.shared(Kind.V4_ED25519);
        PGPSignature model =
                certification().overUserId(key.primary(), key.primary().getPublicKey(), ALICE);
        byte[] flooded = usual(key, ALICE)
                .put(Flood.like(model).implausible(3000, day(50)))
                .bytes();
        assertThat(new CertificateReader(CertificateLimits.defaults()).read(flooded))
                .isInstanceOfSatisfying(
                        KeyringReading.Certificates.class,
                        certificates -> assertThat(certificates.certificates()).isEmpty());
    }

    private static PGPSignature own(TestKey key, TestSignature signature) {
        return signature.overKey(key.primary(), key.primary().getPublicKey());
    }

    private static boolean isRevoked(Certificate certificate) {
        return certificate.judge(day(60), AcceptancePolicy.rfc9580()).primary().standing() instanceof Standing.Revoked;
    }
}
