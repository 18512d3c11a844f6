package org.mailkeep.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.openpgp.PGPSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailkeep.contracts.EmailAddress;

/** RFC 9580 §5.2.1.4: a certification says that its maker vouches for a key and a user ID. */
class EndorsementTest {

    private static final String USER_ID = "Alice <alice@example.com>";
    private static final EmailAddress ALICE = EmailAddress.of("alice@example.com");
    private static final Instant NOW = TestKey.CREATED.plus(Duration.ofDays(100));

    private final TestKey successor = TestKey.fresh(TestKey.Kind.V4_ED25519);

    @ParameterizedTest
    @EnumSource(TestKey.Kind.class)
    void theOldKeyVouchesForItsSuccessor(TestKey.Kind kind) {
        TestKey old = TestKey.fresh(kind);
        assertThat(endorsed(
                        old,
                        certifiedBy(
                                old,
                                TestSignature.ofType(PGPSignature.POSITIVE_CERTIFICATION)
                                        .days(1))))
                .isTrue();
    }

    @Test
    void nobodyElseCanDoSo() {
        TestKey old = TestKey.fresh(TestKey.Kind.V4_ED25519);
        TestKey other = TestKey.fresh(TestKey.Kind.V4_ED25519);
        TestSignature certification =
                TestSignature.ofType(PGPSignature.POSITIVE_CERTIFICATION).days(1);
        assertThat(endorsed(old, certifiedBy(other, certification))).isFalse();
        assertThat(endorsed(old, TestCertificate.usual(successor, USER_ID))).isFalse();
        // It names the old key, but another one made it.
        assertThat(endorsed(
                        old,
                        certifiedBy(
                                other,
                                TestSignature.ofType(PGPSignature.POSITIVE_CERTIFICATION)
                                        .hashed(subpackets -> subpackets.setIssuerFingerprint(
                                                false, old.primary().getPublicKey())))))
                .isFalse();
    }

    @Test
    void itIsForOneAddressAndStandsAtItsTime() {
        TestKey old = TestKey.fresh(TestKey.Kind.V4_ED25519);
        TestSignature certification = TestSignature.ofType(PGPSignature.DEFAULT_CERTIFICATION);
        var endorsement = new Endorsement(oldCertificate(old), NOW, AcceptancePolicy.rfc9580());
        TestCertificate certified = certifiedBy(old, certification.days(1));
        assertThat(endorsement.isIn(
                        certified.bytes(), certified.certificate().fingerprint(), EmailAddress.of("bob@example.com")))
                .isFalse();
        assertThat(endorsement.isIn(certified.bytes(), oldCertificate(old).fingerprint(), ALICE))
                .isFalse();
        assertThat(endorsed(old, certifiedBy(old, certification.days(200))))
                .as("made later")
                .isFalse();
        assertThat(endorsed(old, certifiedBy(old, certification.days(1).lifetime(Duration.ofDays(2)))))
                .as("expired")
                .isFalse();
        assertThat(endorsed(
                        old,
                        certifiedBy(
                                old,
                                TestSignature.ofType(PGPSignature.DEFAULT_CERTIFICATION)
                                        .days(1),
                                TestSignature.revocation(
                                                PGPSignature.CERTIFICATION_REVOCATION, RevocationReason.NONE_GIVEN)
                                        .days(2))))
                .as("revoked")
                .isFalse();
        assertThat(endorsed(
                        old,
                        certifiedBy(
                                old,
                                TestSignature.ofType(PGPSignature.DEFAULT_CERTIFICATION)
                                        .sha1())))
                .as("RFC 9580 §9.5: SHA-1")
                .isFalse();
    }

    @Test
    void junkIsNoEndorsement() {
        var endorsement = new Endorsement(
                oldCertificate(TestKey.fresh(TestKey.Kind.V4_ED25519)), NOW, AcceptancePolicy.rfc9580());
        assertThat(endorsement.isIn(
                        new byte[] {(byte) 0xff, 1, 2}, endorsement.by().fingerprint(), ALICE))
                .isFalse();
        assertThat(endorsement.isIn(new byte[0], endorsement.by().fingerprint(), ALICE))
                .isFalse();
    }

    private TestCertificate certifiedBy(TestKey signer, TestSignature... signatures) {
        TestCertificate certificate = TestCertificate.bare(successor).userId(USER_ID, TestSignature.certification());
        for (TestSignature signature : signatures) {
            certificate.put(
                    signature.overUserId(signer.primary(), successor.primary().getPublicKey(), USER_ID));
        }
        return certificate.encryptionSubkey();
    }

    private boolean endorsed(TestKey old, TestCertificate successorCertificate) {
        return new Endorsement(oldCertificate(old), NOW, AcceptancePolicy.rfc9580())
                .isIn(
                        successorCertificate.bytes(),
                        successorCertificate.certificate().fingerprint(),
                        ALICE);
    }

    private static Certificate oldCertificate(TestKey old) {
        return TestCertificate.usual(old, USER_ID).certificate();
    }
}
