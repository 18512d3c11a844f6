package org.mailkeep.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bouncycastle.openpgp.PGPSignature.CERTIFICATION_REVOCATION;
import static org.bouncycastle.openpgp.PGPSignature.KEY_REVOCATION;
import static org.bouncycastle.openpgp.PGPSignature.SUBKEY_REVOCATION;
import static org.mailkeep.openpgp.TestCertificate.bare;
import static org.mailkeep.openpgp.TestCertificate.usual;
import static org.mailkeep.openpgp.TestSignature.ENCRYPT;
import static org.mailkeep.openpgp.TestSignature.binding;
import static org.mailkeep.openpgp.TestSignature.certification;
import static org.mailkeep.openpgp.TestSignature.directKey;
import static org.mailkeep.openpgp.TestSignature.revocation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.openpgp.Judgement.Use;
import org.mailkeep.openpgp.TestKey.Kind;

class JudgementTest {

    private static final String ALICE = "Alice <alice@example.com>";
    private static final TestKey V4 = TestKey.shared(Kind.V4_EDDSA_LEGACY);
    private static final TestKey V6 = TestKey.shared(Kind.V6_ED25519);
    private static final AcceptancePolicy POLICY = AcceptancePolicy.rfc9580();
    private static final Standing VALID = new Standing.Valid(Optional.empty());

    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "V4_RSA_1024")
    void aUsualCertificateIsValid(Kind kind) {
        TestKey key = TestKey.shared(kind);
        Judgement judgement = judge(usual(key, ALICE), 1);
        assertThat(judgement.isValid()).isTrue();
        assertThat(judgement.primary().standing()).isEqualTo(VALID);
        assertThat(judgement.primary().uses()).containsExactlyInAnyOrder(Use.CERTIFY, Use.SIGN);
        assertThat(judgement.addresses()).containsExactly(EmailAddress.of("alice@example.com"));
        assertThat(judgement.encryptionKeys())
                .singleElement()
                .satisfies(subkey -> assertThat(subkey.fingerprint().octets())
                        .isEqualTo(key.encryption().getPublicKey().getFingerprint()));
        assertThat(judgement.subkeys()).extracting(Judgement.OfKey::standing).containsExactly(VALID, VALID);
    }

    @Test
    void theSampleCertificateOfRfc9580IsValid() { // RFC 9580 appendix A.3
        Certificate sample = TestCertificate.read("""
                -----BEGIN PGP PUBLIC KEY BLOCK-----

                xioGY4d/4xsAAAAg+U2nu0jWCmHlZ3BqZYfQMxmZu52JGggkLq2EVD34laPCsQYf
                GwoAAABCBYJjh3/jAwsJBwUVCg4IDAIWAAKbAwIeCSIhBssYbE8GCaaX5NUt+mxy
                KwwfHifBilZwj2Ul7Ce62azJBScJAgcCAAAAAK0oIBA+LX0ifsDm185Ecds2v8lw
                gyU2kCcUmKfvBXbAf6rhRYWzuQOwEn7E/aLwIwRaLsdry0+VcallHhSu4RN6HWaE
                QsiPlR4zxP/TP7mhfVEe7XWPxtnMUMtf15OyA51YBM4qBmOHf+MZAAAAIIaTJINn
                +eUBXbki+PSAld2nhJh/LVmFsS+60WyvXkQ1wpsGGBsKAAAALAWCY4d/4wKbDCIh
                BssYbE8GCaaX5NUt+mxyKwwfHifBilZwj2Ul7Ce62azJAAAAAAQBIKbpGG2dWTX8
                j+VjFM21J0hqWlEg+bdiojWnKfA5AQpWUWtnNwDEM0g12vYxoWM8Y81W+bHBw805
                I8kWVkXU6vFOi+HWvv/ira7ofJu16NnoUkhclkUrk0mXubZvyl4GBg==
                -----END PGP PUBLIC KEY BLOCK-----
                """.getBytes(StandardCharsets.US_ASCII));
        assertThat(sample.fingerprint())
                .hasToString("CB186C4F0609A697E4D52DFA6C722B0C1F1E27C18A56708F6525EC27BAD9ACC9");
        Judgement judgement = sample.judge(Instant.parse("2026-01-01T00:00:00Z"), POLICY);
        assertThat(judgement.isValid()).isTrue();
        assertThat(judgement.encryptionKeys()).hasSize(1);
    }

    @Test
    void nothingIsValidBeforeItWasMade() {
        assertThat(judge(usual(V4, ALICE), -1).primary().standing())
                .isEqualTo(new Standing.NotYetValid(TestKey.CREATED));
        Judgement later = judge(
                bare(V4).userId(ALICE, certification())
                        .userId("b@example.com", certification().days(5)),
                4);
        assertThat(standing(later, "b@example.com")).isEqualTo(new Standing.NotYetValid(day(5)));
        assertThat(standing(later, "alice@example.com")).isEqualTo(VALID);
    }

    @Test
    void aVersion4KeyExpiresAsItsSelfSignaturesSay() { // RFC 9580 §5.2.3.13
        Duration ten = Duration.ofDays(10);
        TestCertificate byUserId = bare(V4).userId(ALICE, certification().keyLifetime(ten));
        expiry(byUserId, 9, new Standing.Valid(Optional.of(day(10))));
        expiry(byUserId, 10, new Standing.Expired(day(10))); // the moment itself is outside
        expiry(
                bare(V4).direct(directKey().keyLifetime(ten)).userId(ALICE, certification()),
                11,
                new Standing.Expired(day(10)));
        // the newest self-signature counts, and prolongs
        expiry(
                byUserId.onUserId(ALICE, certification().days(8).keyLifetime(Duration.ofDays(20))),
                11,
                new Standing.Valid(Optional.of(day(20))));
        // prolonged by GnuPG, which leaves an older direct-key signature as it is
        expiry(
                bare(V4).direct(directKey().keyLifetime(ten))
                        .userId(ALICE, certification().days(8).keyLifetime(Duration.ofDays(20))),
                11,
                new Standing.Valid(Optional.of(day(20))));
        // of several user IDs the primary one decides
        expiry(
                bare(V4).userId(ALICE, certification().hashed(subpackets -> subpackets.setPrimaryUserID(true, true)))
                        .userId("b@example.com", certification().days(1).keyLifetime(ten)),
                11,
                VALID);
        expiry(
                bare(V4).userId(ALICE, certification())
                        .userId("b@example.com", certification().days(1).keyLifetime(ten)),
                11,
                new Standing.Expired(day(10)));
        // a key does not outlive its expiry by having its user ID revoked
        expiry(
                byUserId.onUserId(ALICE, revocation(CERTIFICATION_REVOCATION, RevocationReason.NONE_GIVEN)),
                21,
                new Standing.Expired(day(20)));
    }

    @Test
    void aVersion6KeyNeedsItsDirectKeySignature() { // RFC 9580 §10.1.1
        assertThat(judge(bare(V6).userId(ALICE, certification()), 1).primary().standing())
                .isInstanceOfSatisfying(
                        Standing.Unacceptable.class,
                        standing -> assertThat(standing.weakness()).isEqualTo(Standing.Weakness.NO_SELF_SIGNATURE));
        TestCertificate expiring = bare(V6).direct(directKey().keyLifetime(Duration.ofDays(10)));
        expiry(expiring.userId(ALICE, certification().days(1)), 11, new Standing.Expired(day(10)));
    }

    @Test
    void aCertificateWithoutSelfSignatureSaysNothing() {
        expiry(
                bare(V4).encryptionSubkey(),
                1,
                new Standing.Unacceptable(Standing.Weakness.NO_SELF_SIGNATURE, "RFC 9580 section 10.1"));
    }

    @Test
    void aHardRevocationHoldsForAllTime() { // RFC 9580 §5.2.3.31; Sequoia RevocationType::Hard
        for (RevocationReason reason :
                EnumSet.of(RevocationReason.NONE_GIVEN, RevocationReason.COMPROMISED, RevocationReason.UNKNOWN)) {
            TestCertificate certificate =
                    usual(V4, ALICE).direct(revocation(KEY_REVOCATION, reason).days(5));
            Standing revoked = new Standing.Revoked(reason, day(5));
            expiry(certificate, 1, revoked); // before its own date
            expiry(certificate, 6, revoked);
            expiry(
                    certificate
                            .direct(directKey().days(7))
                            .userId(ALICE, certification().days(7)),
                    8,
                    revoked);
        }
        // no reason at all
        TestCertificate silent =
                usual(V4, ALICE).direct(TestSignature.ofType(KEY_REVOCATION).days(5));
        expiry(silent, 1, new Standing.Revoked(RevocationReason.NONE_GIVEN, day(5)));
    }

    @Test
    void aSoftRevocationHoldsFromItsDateUntilANewerSelfSignature() {
        for (RevocationReason reason : EnumSet.of(
                RevocationReason.SUPERSEDED, RevocationReason.RETIRED, RevocationReason.USER_ID_NO_LONGER_VALID)) {
            TestCertificate certificate =
                    usual(V4, ALICE).direct(revocation(KEY_REVOCATION, reason).days(5));
            expiry(certificate, 4, VALID);
            expiry(certificate, 5, new Standing.Revoked(reason, day(5)));
            // of the same second: the revocation wins
            expiry(certificate.direct(directKey().days(5)), 6, new Standing.Revoked(reason, day(5)));
            expiry(certificate.direct(directKey().days(7)), 6, new Standing.Revoked(reason, day(5)));
            expiry(certificate, 8, VALID);
        }
    }

    @Test
    void aSoftRevocationIsNotTakenBackByWhatDoesNotCount() {
        TestCertificate revoked = usual(V4, ALICE)
                .direct(revocation(KEY_REVOCATION, RevocationReason.RETIRED).days(5));
        Standing standing = new Standing.Revoked(RevocationReason.RETIRED, day(5));
        expiry(revoked.userId("a@example.com", certification().days(7).sha1()), 8, standing);
        expiry(revoked.userId("b@example.com", certification().days(7).lifetime(Duration.ofHours(1))), 8, standing);
    }

    @Test
    void userIdsAreRevokedByThemselves() {
        TestCertificate certificate = usual(V4, ALICE, "bob@example.com", "carol@example.com")
                .userId(
                        ALICE,
                        revocation(CERTIFICATION_REVOCATION, RevocationReason.USER_ID_NO_LONGER_VALID)
                                .days(5))
                .userId(
                        "bob@example.com",
                        revocation(CERTIFICATION_REVOCATION, RevocationReason.NONE_GIVEN)
                                .days(5));
        Judgement judgement = judge(certificate, 6);
        assertThat(judgement.isValid()).isTrue();
        assertThat(judgement.addresses()).containsExactly(EmailAddress.of("carol@example.com"));
        assertThat(standing(judgement, "alice@example.com"))
                .isEqualTo(new Standing.Revoked(RevocationReason.USER_ID_NO_LONGER_VALID, day(5)));
        // Alice is taken back, Bob's hard revocation stays
        Judgement later = judge(
                certificate
                        .userId(ALICE, certification().days(7))
                        .userId("bob@example.com", certification().days(7)),
                8);
        assertThat(standing(later, "alice@example.com")).isEqualTo(VALID);
        assertThat(standing(later, "bob@example.com"))
                .isEqualTo(new Standing.Revoked(RevocationReason.NONE_GIVEN, day(5)));
    }

    @Test
    void subkeysAreRevokedAndExpireByThemselves() {
        TestCertificate revoked = bare(V4).userId(ALICE, certification())
                .encryptionSubkey(
                        binding(ENCRYPT),
                        revocation(SUBKEY_REVOCATION, RevocationReason.SUPERSEDED)
                                .days(5));
        assertThat(judge(revoked, 4).encryptionKeys()).hasSize(1);
        assertThat(judge(revoked, 6).encryptionKeys()).isEmpty();
        assertThat(judge(revoked, 6).isValid()).isTrue();
        TestCertificate expiring = bare(V4).userId(ALICE, certification())
                .encryptionSubkey(binding(ENCRYPT).keyLifetime(Duration.ofDays(10)));
        assertThat(judge(expiring, 11).subkeys())
                .singleElement()
                .satisfies(subkey -> assertThat(subkey.standing()).isEqualTo(new Standing.Expired(day(10))));
        // bound anew by a later binding
        assertThat(judge(expiring.encryptionSubkey(binding(ENCRYPT).days(9)), 11)
                        .encryptionKeys())
                .hasSize(1);
    }

    @Test
    void nothingOfAnInvalidCertificateIsUsedForEncryption() {
        TestCertificate revoked = usual(V4, ALICE).direct(revocation(KEY_REVOCATION, RevocationReason.COMPROMISED));
        assertThat(judge(revoked, 1).encryptionKeys()).isEmpty();
    }

    @Test
    void aSelfSignatureMayExpire() { // RFC 9580 §5.2.3.18
        TestCertificate certificate = bare(V4).userId(ALICE, certification())
                .userId("bob@example.com", certification().lifetime(Duration.ofDays(3)));
        assertThat(standing(judge(certificate, 2), "bob@example.com"))
                .isEqualTo(new Standing.Valid(Optional.of(day(3))));
        assertThat(standing(judge(certificate, 3), "bob@example.com")).isEqualTo(new Standing.Expired(day(3)));
    }

    @Test
    void sha1IsRefusedByPolicyAndNamedByItsSource() { // RFC 9580 §9.5
        TestCertificate weak = bare(V4).userId(ALICE, certification().sha1());
        Standing refused = new Standing.Unacceptable(Standing.Weakness.HASH_ALGORITHM, POLICY.source());
        expiry(weak, 1, refused);
        assertThat(standing(judge(weak, 1), "alice@example.com")).isEqualTo(refused);
        AcceptancePolicy lenient = new AcceptancePolicy(
                "the test", POLICY.keyAlgorithms(), EnumSet.allOf(HashAlgorithm.class), POLICY.minimumBits());
        assertThat(weak.certificate().judge(day(1), lenient).isValid()).isTrue();
        // a newer good one counts in its place, and a newer weak one does not hide it
        expiry(weak.onUserId(ALICE, certification().days(1)), 1, VALID);
        expiry(weak.onUserId(ALICE, certification().days(2).sha1()), 3, VALID);
    }

    @Test
    void aRevocationWithAWeakHashStillRevokes() {
        expiry(
                usual(V4, ALICE)
                        .direct(revocation(KEY_REVOCATION, RevocationReason.COMPROMISED)
                                .sha1()),
                1,
                new Standing.Revoked(RevocationReason.COMPROMISED, TestKey.CREATED));
    }

    @Test
    void shortRsaIsRefusedByPolicy() { // RFC 9580 §12.4
        TestCertificate weak = usual(TestKey.shared(Kind.V4_RSA_1024), ALICE);
        expiry(weak, 1, new Standing.Unacceptable(Standing.Weakness.KEY_SIZE, POLICY.source()));
        AcceptancePolicy lenient =
                new AcceptancePolicy("the test", POLICY.keyAlgorithms(), POLICY.hashAlgorithms(), 1024);
        assertThat(weak.certificate().judge(day(1), lenient).encryptionKeys()).hasSize(1);
        AcceptancePolicy noEdDsa =
                new AcceptancePolicy("the test", Set.of(KeyAlgorithm.RSA), POLICY.hashAlgorithms(), 1024);
        assertThat(usual(V4, ALICE)
                        .certificate()
                        .judge(day(1), noEdDsa)
                        .primary()
                        .standing())
                .isEqualTo(new Standing.Unacceptable(Standing.Weakness.KEY_ALGORITHM, "the test"));
    }

    @Test
    void aDirectKeySignatureCanBeRevoked() { // RFC 9580 §5.2.1.13
        TestCertificate certificate = bare(V6).direct(
                        directKey(),
                        revocation(CERTIFICATION_REVOCATION, RevocationReason.SUPERSEDED)
                                .days(5))
                .userId(ALICE, certification());
        expiry(certificate, 4, VALID);
        assertThat(judge(certificate, 6).isValid()).isFalse();
    }

    @Test
    void ofSeveralUserIdsWithOneAddressTheBestCounts() {
        Judgement judgement = judge(
                bare(V4).userId(
                                "Alice at work <alice@example.com>",
                                certification(),
                                revocation(CERTIFICATION_REVOCATION, RevocationReason.USER_ID_NO_LONGER_VALID))
                        .userId(ALICE, certification()),
                1);
        assertThat(judgement.userIdWith(EmailAddress.of("ALICE@example.com")).map(Judgement.OfUserId::userId))
                .contains(UserId.of(ALICE));
    }

    private static void expiry(TestCertificate certificate, int day, Standing standing) {
        assertThat(judge(certificate, day).primary().standing()).isEqualTo(standing);
    }

    private static Judgement judge(TestCertificate certificate, int day) {
        return certificate.certificate().judge(day(day), POLICY);
    }

    private static Standing standing(Judgement judgement, String address) {
        return judgement.userIdWith(EmailAddress.of(address)).orElseThrow().standing();
    }

    private static Instant day(int day) {
        return TestKey.CREATED.plus(Duration.ofDays(day));
    }
}
