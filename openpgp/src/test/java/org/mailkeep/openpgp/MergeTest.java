package org.mailkeep.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bouncycastle.openpgp.PGPSignature.KEY_REVOCATION;
import static org.mailkeep.openpgp.TestCertificate.bare;
import static org.mailkeep.openpgp.TestCertificate.usual;
import static org.mailkeep.openpgp.TestSignature.certification;
import static org.mailkeep.openpgp.TestSignature.revocation;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.bouncycastle.bcpg.BCPGOutputStream;
import org.bouncycastle.bcpg.MPInteger;
import org.bouncycastle.bcpg.PacketFormat;
import org.bouncycastle.openpgp.PGPSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailkeep.openpgp.TestKey.Kind;
import org.mailkeep.openpgp.packet.Packet;
import org.mailkeep.openpgp.packet.PacketReader;
import org.mailkeep.openpgp.packet.SignaturePacket;

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

    @Test
    void anEcdsaSignatureAndItsTwinAreOne() throws Exception { // (r, n - s) verifies whenever (r, s) does
        TestKey key = TestKey.shared(Kind.V4_ECDSA_P256);
        PGPSignature signature =
                certification().overUserId(key.primary(), key.primary().getPublicKey(), ALICE);
        byte[] twin = twinOf(signature);
        Certificate one = bare(key).userId(ALICE).put(signature).certificate();
        Certificate other = bare(key).userId(ALICE).put(Packet.SIGNATURE, twin).certificate();
        assertThat(other.userIds()).isEqualTo(one.userIds());
        assertThat(other).isNotEqualTo(one);
        Certificate both = bare(key)
                .userId(ALICE)
                .put(signature)
                .put(Packet.SIGNATURE, twin)
                .certificate();
        assertThat(both).isIn(one, other);
        assertThat(merged(one, other)).isEqualTo(both);
        assertThat(merged(other, one)).isEqualTo(both);
    }

    private static byte[] twinOf(PGPSignature signature) throws Exception {
        SignaturePacket packet = SignaturePacket.read(
                PacketReader.read(signature.getEncoded(), 1).getFirst().body());
        byte[] material = packet.material().toArray();
        int start = 2 + (ByteBuffer.wrap(material).getShort() + 7) / 8;
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(material, start + 2, material.length));
        BigInteger order = new BigInteger("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", 16);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] whole = packet.body().toArray();
        body.write(whole, 0, whole.length - material.length + start);
        new MPInteger(order.subtract(s)).encode(new BCPGOutputStream(body, PacketFormat.CURRENT));
        return body.toByteArray();
    }

    private static Certificate merged(Certificate one, Certificate other) {
        return switch (one.merge(other, LIMITS)) {
            case Merging.Merged merged -> merged.certificate();
            case Merging.DifferentKeys different -> throw new AssertionError(different.toString());
        };
    }
}
