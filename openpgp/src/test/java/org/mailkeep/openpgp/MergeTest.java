package org.mailkeep.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bouncycastle.openpgp.PGPSignature.KEY_REVOCATION;
import static org.mailkeep.openpgp.TestCertificate.bare;
import static org.mailkeep.openpgp.TestCertificate.usual;
import static org.mailkeep.openpgp.TestSignature.certification;
import static org.mailkeep.openpgp.TestSignature.revocation;

import java.time.Duration;
import org.bouncycastle.openpgp.PGPSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailkeep.openpgp.TestKey.Kind;

class MergeTest {

    private static final String ALICE = "Alice <alice@example.com>";
    private static final CertificateLimits LIMITS = CertificateLimits.defaults();

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aCopyWithoutUserIdsBringsARevocation(Kind kind) { // the best-known pain with keys.openpgp.org
        TestKey key = TestKey.shared(kind);
        Certificate known = usual(key, ALICE).certificate();
        Certificate answer = bare(key)
                .direct(revocation(KEY_REVOCATION, RevocationReason.COMPROMISED).days(1))
                .encryptionSubkey()
                .certificate();
        Certificate merged = merged(known, answer);
        assertThat(merged.userIds()).containsExactly(UserId.of(ALICE));
        assertThat(merged.judge(TestKey.CREATED, AcceptancePolicy.rfc9580())
                        .primary()
                        .standing())
                .isEqualTo(
                        new Standing.Revoked(RevocationReason.COMPROMISED, TestKey.CREATED.plus(Duration.ofDays(1))));
        // and an old copy does not take it back
        assertThat(merged(merged, known)).isEqualTo(merged);
        assertThat(merged(known, merged)).isEqualTo(merged);
    }

    @Test
    void copiesOfDifferentKeysAreNotMerged() {
        assertThat(usual(TestKey.shared(Kind.V4_ED25519), ALICE)
                        .certificate()
                        .merge(usual(TestKey.fresh(Kind.V4_ED25519), ALICE).certificate(), LIMITS))
                .isEqualTo(new Merging.DifferentKeys());
    }

    @Test
    void itSaysWhetherAnythingChanged() {
        Certificate small = usual(TestKey.shared(Kind.V4_ED25519), ALICE).certificate();
        Certificate large =
                usual(TestKey.shared(Kind.V4_ED25519), ALICE, "b@example.com").certificate();
        assertThat(small.merge(large, LIMITS)).isEqualTo(new Merging.Merged(large, true));
        assertThat(large.merge(small, LIMITS)).isEqualTo(new Merging.Merged(large, false));
    }

    @Test
    void oneSignatureInTwoWrappingsIsOne() {
        TestKey key = TestKey.shared(Kind.V4_RSA);
        PGPSignature signature =
                certification().overUserId(key.primary(), key.primary().getPublicKey(), ALICE);
        PGPSignature wrapped = certification()
                .unhashed(subpackets -> subpackets.addNotationData(false, true, "a@example.net", "junk"))
                .overUserId(key.primary(), key.primary().getPublicKey(), ALICE);
        Certificate plain = bare(key).userId(ALICE).put(signature).certificate();
        assertThat(merged(plain, bare(key).userId(ALICE).put(wrapped).certificate()))
                .isEqualTo(plain);
    }

    private static Certificate merged(Certificate one, Certificate other) {
        return switch (one.merge(other, LIMITS)) {
            case Merging.Merged merged -> merged.certificate();
            case Merging.DifferentKeys different -> throw new AssertionError(different.toString());
        };
    }
}
