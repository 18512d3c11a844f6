package org.mailkeep.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailkeep.openpgp.TestCertificate.bare;
import static org.mailkeep.openpgp.TestCertificate.read;
import static org.mailkeep.openpgp.TestCertificate.readWhole;
import static org.mailkeep.openpgp.TestCertificate.usual;
import static org.mailkeep.openpgp.TestSignature.binding;
import static org.mailkeep.openpgp.TestSignature.certification;

import org.bouncycastle.openpgp.PGPSignature;
import org.junit.jupiter.api.Test;
import org.mailkeep.openpgp.TestKey.Kind;
import org.mailkeep.openpgp.packet.Packet;

/** What a certificate consists of is decided by its own key alone. */
class VouchedForTest {

    private static final String ALICE = "Alice <alice@example.com>";
    private static final TestKey KEY = TestKey.shared(Kind.V4_ED25519);

    @Test
    void whatOthersAddedIsLeftOut() {
        TestKey mallory = TestKey.fresh(Kind.V4_ED25519);
        PGPSignature foreign =
                certification().overUserId(mallory.primary(), KEY.primary().getPublicKey(), ALICE);
        CertificateReading.Read read = readWhole(bare(KEY)
                .userId(ALICE, certification())
                .put(foreign)
                .put(Packet.USER_ATTRIBUTE, new byte[] {2, 1, 0})
                .put(foreign)
                .bytes());
        assertThat(read.certificate())
                .isEqualTo(bare(KEY).userId(ALICE, certification()).certificate());
        assertThat(read.leftOut().foreign()).isEqualTo(3);
    }

    @Test
    void whatIsForgedIsLeftOut() {
        TestKey mallory = TestKey.fresh(Kind.V4_ED25519);
        // signed by Mallory, naming the key itself as issuer: both where it is covered and where not
        PGPSignature forged = certification()
                .hashed(subpackets -> {
                    subpackets.removePacketsOfType(33);
                    subpackets.setIssuerFingerprint(false, KEY.primary().getPublicKey());
                })
                .unhashed(subpackets -> {
                    subpackets.removePacketsOfType(16);
                    subpackets.setIssuerKeyID(false, KEY.primary().getKeyID());
                })
                .overUserId(mallory.primary(), KEY.primary().getPublicKey(), "Mallory <mallory@example.net>");
        CertificateReading.Read read = readWhole(bare(KEY)
                .userId(ALICE, certification())
                .userId("Mallory <mallory@example.net>")
                .put(forged)
                .userId("nobody signed this")
                .bytes());
        assertThat(read.certificate().userIds()).containsExactly(UserId.of(ALICE));
        assertThat(read.leftOut()).isEqualTo(new CertificateReading.LeftOut(0, 1, 0, 2));
    }

    @Test
    void aSignatureCoversOnlyWhatItIsOn() {
        PGPSignature onAlice =
                certification().overUserId(KEY.primary(), KEY.primary().getPublicKey(), ALICE);
        assertThat(bare(KEY)
                        .userId("eve@example.com")
                        .put(onAlice)
                        .certificate()
                        .userIds())
                .isEmpty();
        PGPSignature onSubkey = binding(TestSignature.ENCRYPT)
                .overSubkey(
                        KEY.primary(),
                        KEY.primary().getPublicKey(),
                        KEY.encryption().getPublicKey());
        assertThat(bare(KEY)
                        .userId(ALICE, certification())
                        .put(onSubkey)
                        .certificate()
                        .signedSubkeys())
                .isEmpty();
    }

    @Test
    void aSigningSubkeyMustAgree() { // RFC 9580 §5.2.1.9: back-signature
        TestKey mallory = TestKey.fresh(Kind.V4_ED25519);
        assertThat(usual(KEY, ALICE).certificate().signedSubkeys()).hasSize(2);
        // Mallory takes Alice's signing subkey for her own
        assertThat(bare(mallory)
                        .subkey(KEY.signing(), binding(TestSignature.SIGN))
                        .certificate()
                        .signedSubkeys())
                .isEmpty();
        // with a back-signature that was made for Alice
        assertThat(bare(mallory)
                        .subkey(
                                KEY.signing(),
                                binding(TestSignature.SIGN)
                                        .backSigned(KEY.signing(), KEY.primary().getPublicKey()))
                        .certificate()
                        .signedSubkeys())
                .isEmpty();
    }

    @Test
    void aRevocationCountsWhereverItStands() {
        PGPSignature revocation = TestSignature.revocation(PGPSignature.KEY_REVOCATION, RevocationReason.COMPROMISED)
                .overKey(KEY.primary(), KEY.primary().getPublicKey());
        assertThat(usual(KEY, ALICE)
                        .put(revocation)
                        .certificate()
                        .primarySignatures()
                        .revocations())
                .hasSize(1);
    }

    @Test
    void whatTheSignatureDoesNotCoverIsDropped() {
        TestSignature junk = certification()
                .unhashed(subpackets -> subpackets.addNotationData(false, true, "junk@example.net", "x".repeat(500)));
        assertThat(bare(KEY).userId(ALICE, junk).certificate())
                .isEqualTo(bare(KEY).userId(ALICE, certification()).certificate());
        // An issuer that is wrong where it is not covered does not hide the signature.
        TestSignature hidden = certification().unhashed(subpackets -> {
            subpackets.removePacketsOfType(16);
            subpackets.setIssuerKeyID(false, 42);
        });
        assertThat(bare(KEY).userId(ALICE, hidden).certificate())
                .isEqualTo(bare(KEY).userId(ALICE, certification()).certificate());
    }

    @Test
    void signaturesThatMustBeIgnoredAreLeftOut() {
        // RFC 9580 §5.2.3.7: an unknown critical subpacket
        ignored(certification()
                .hashed(subpackets -> subpackets.addCustomSubpacket(new TestSignature.Raw(99, true, new byte[1]))));
        // §5.2.3.24: an unknown critical notation
        ignored(certification().hashed(subpackets -> subpackets.addNotationData(true, true, "a@example.net", "b")));
        // §5.2.3.19: not for others
        ignored(certification().hashed(subpackets -> subpackets.setExportable(true, false)));
        // older than the key
        ignored(certification().days(-1));
        // not critical: fine
        assertThat(bare(KEY)
                        .userId(
                                ALICE,
                                certification()
                                        .hashed(subpackets -> subpackets.addCustomSubpacket(
                                                new TestSignature.Raw(99, false, new byte[1]))))
                        .certificate()
                        .userIds())
                .hasSize(1);
    }

    private static void ignored(TestSignature signature) {
        CertificateReading.Read read =
                readWhole(bare(KEY).userId(ALICE, signature).bytes());
        assertThat(read.certificate().userIds()).isEmpty();
        assertThat(read.leftOut().invalid()).isEqualTo(1);
    }
}
