package org.mailkeep.testkit.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.SignatureException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestAuthorityTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final TestAuthority AUTHORITY = TestAuthority.create("Test root", Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aLeafIsSignedByTheRootAndNamesItsHosts() throws Exception {
        X509Certificate leaf = AUTHORITY.issue("mail.example", "mx.example").leaf();
        leaf.verify(AUTHORITY.certificate().getPublicKey());
        leaf.checkValidity(Date.from(NOW));
        assertThat(leaf.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(List.of(2, "mail.example"), List.of(2, "mx.example"));
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(AUTHORITY.certificate().getBasicConstraints()).isOne();
    }

    @Test
    void eachKindIsBadInItsOwnWay() throws Exception {
        assertThat(leaf(CertificateKind.COMMON_NAME_ONLY).getSubjectAlternativeNames())
                .isNull();
        assertThat(leaf(CertificateKind.WRONG_NAME).getSubjectAlternativeNames())
                .containsExactly(List.of(2, "wrong-name.invalid"));
        assertThatThrownBy(() -> leaf(CertificateKind.EXPIRED).checkValidity(Date.from(NOW)))
                .isInstanceOf(CertificateExpiredException.class);
        X509Certificate selfSigned = leaf(CertificateKind.SELF_SIGNED);
        selfSigned.verify(selfSigned.getPublicKey());
        assertThatThrownBy(() -> leaf(CertificateKind.UNTRUSTED)
                        .verify(AUTHORITY.certificate().getPublicKey()))
                .isInstanceOf(SignatureException.class);
    }

    @Test
    void pemCanBeReadBack() throws Exception {
        ServerIdentity identity = AUTHORITY.issue("mail.example");
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        assertThat(factory.generateCertificates(
                        new ByteArrayInputStream(identity.chainPem().getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(identity.chain());
        String base64 = identity.keyPem().replaceAll("-----[A-Z ]+-----", "");
        byte[] der = Base64.getMimeDecoder().decode(base64);
        assertThat(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der)))
                .isEqualTo(identity.key());
    }

    @Test
    void tlsaDataNamesTheLeafOrTheRoot() throws Exception { // RFC 6698 §2.1
        ServerIdentity identity = AUTHORITY.issue("mail.example");
        X509Certificate root = AUTHORITY.certificate();
        tlsa(identity, 3, 1, 1, "SHA-256", identity.leaf().getPublicKey().getEncoded());
        tlsa(identity, 3, 0, 2, "SHA-512", identity.leaf().getEncoded());
        tlsa(identity, 2, 1, 1, "SHA-256", root.getPublicKey().getEncoded());
        tlsa(identity, 2, 0, 1, "SHA-256", root.getEncoded());
        assertThat(identity.tlsa(3, 0, 0))
                .isEqualTo("3 0 0 " + HexFormat.of().formatHex(identity.leaf().getEncoded()));
    }

    private static X509Certificate leaf(CertificateKind kind) {
        return AUTHORITY.issue(kind, "mail.example").leaf();
    }

    private static void tlsa(ServerIdentity identity, int usage, int selector, int matching, String hash, byte[] data)
            throws Exception {
        String hex = HexFormat.of().formatHex(MessageDigest.getInstance(hash).digest(data));
        assertThat(identity.tlsa(usage, selector, matching))
                .isEqualTo("%d %d %d %s".formatted(usage, selector, matching, hex));
    }
}
