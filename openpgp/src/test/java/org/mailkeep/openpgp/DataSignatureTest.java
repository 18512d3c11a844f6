package org.mailkeep.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailkeep.contracts.Fingerprint;

/** Detached signatures, RFC 9580 §10.4. */
class DataSignatureTest {

    private static final byte[] DATA = "one\ntwo\r\nthree".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @EnumSource(TestKey.Kind.class)
    void theSigningSubkeyAndThePrimaryKeyMaySign(TestKey.Kind kind) throws IOException {
        TestKey key = TestKey.fresh(kind);
        Certificate certificate = TestCertificate.usual(key, "a@example.com").certificate();
        for (PGPKeyPair signer : List.of(key.primary(), key.signing())) {
            DataSignature signature = signed(signer, TestSignature.ofType(PGPSignature.BINARY_DOCUMENT), DATA);
            Fingerprint by = Fingerprint.of(signer.getPublicKey().getFingerprint());
            assertThat(check(signature, certificate, DATA)).isEqualTo(new DataSignature.Check.Made(by, true));
            assertThat(check(signature, certificate, new byte[] {1})).isEqualTo(new DataSignature.Check.Bad(by));
            assertThat(signature.issuerFingerprints()).containsExactly(by);
            assertThat(signature.issuerKeyIds()).containsExactly(by.keyId());
        }
    }

    @Test
    void theLinesOfATextEndInCrLf() throws IOException {
        TestKey key = TestKey.shared(TestKey.Kind.V4_ED25519);
        Certificate certificate = TestCertificate.usual(key, "a@example.com").certificate();
        byte[] canonical = "one\r\ntwo\r\nthree".getBytes(StandardCharsets.UTF_8);
        DataSignature text =
                signed(key.primary(), TestSignature.ofType(PGPSignature.CANONICAL_TEXT_DOCUMENT), canonical);
        assertThat(check(text, certificate, DATA)).as("§5.2.1.2").isInstanceOf(DataSignature.Check.Made.class);
        assertThat(check(text, certificate, canonical)).isInstanceOf(DataSignature.Check.Made.class);
        DataSignature binary = signed(key.primary(), TestSignature.ofType(PGPSignature.BINARY_DOCUMENT), canonical);
        assertThat(check(binary, certificate, DATA)).as("§5.2.1.1").isInstanceOf(DataSignature.Check.Bad.class);
    }

    @Test
    void anotherCertificateHasNoKeyForIt() throws IOException {
        TestKey key = TestKey.fresh(TestKey.Kind.V4_ED25519);
        TestKey other = TestKey.fresh(TestKey.Kind.V4_ED25519);
        DataSignature signature = signed(key.primary(), TestSignature.ofType(PGPSignature.BINARY_DOCUMENT), DATA);
        assertThat(check(
                        signature, TestCertificate.usual(other, "a@example.com").certificate(), DATA))
                .isEqualTo(new DataSignature.Check.OtherKey());
    }

    @Test
    void aWeakHashIsSaid() throws IOException {
        TestKey key = TestKey.fresh(TestKey.Kind.V4_ED25519);
        DataSignature signature = signed(
                key.primary(),
                TestSignature.ofType(PGPSignature.BINARY_DOCUMENT).sha1(),
                DATA);
        assertThat(check(signature, TestCertificate.usual(key, "a@example.com").certificate(), DATA))
                .isInstanceOfSatisfying(
                        DataSignature.Check.Made.class,
                        made -> assertThat(made.acceptableHash()).isFalse());
    }

    @Test
    void acertificationIsNoSignatureOverData() {
        TestKey key = TestKey.shared(TestKey.Kind.V4_ED25519);
        PGPSignature certification = TestSignature.certification()
                .overUserId(key.primary(), key.primary().getPublicKey(), "a@example.com");
        assertThat(DataSignature.read(bytes(certification))).isInstanceOf(DataSignature.Reading.Unreadable.class);
    }

    @Property(tries = 500)
    void nothingBreaksTheReader(@ForAll byte[] junk) {
        assertThat(DataSignature.read(junk)).isNotNull();
    }

    private static DataSignature.Check check(DataSignature signature, Certificate certificate, byte[] data)
            throws IOException {
        return signature.check(certificate, new ByteArrayInputStream(data), AcceptancePolicy.rfc9580());
    }

    private static DataSignature signed(PGPKeyPair signer, TestSignature signature, byte[] data) {
        return switch (DataSignature.read(bytes(signature.over(signer, data)))) {
            case DataSignature.Reading.Signatures(var signatures) -> signatures.getFirst();
            case DataSignature.Reading.Unreadable(var why) -> throw new AssertionError(why);
        };
    }

    private static byte[] bytes(PGPSignature signature) {
        try {
            return signature.getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
