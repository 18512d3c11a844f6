package org.mailkeep.policy.domain.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.mailkeep.testkit.tls.ServerIdentity;
import org.mailkeep.testkit.tls.TestAuthority;

/** Public keys out of PEM files (RFC 7468). */
class PublicKeyInfoTest {

    private static final ServerIdentity IDENTITY =
            TestAuthority.create("Root", Clock.systemUTC()).issue("mx.example.com");
    private static final byte[] KEY = IDENTITY.leaf().getPublicKey().getEncoded();

    /** {@code openssl req -new -key …}: P-256, CN=mx.example.com; and what {@code openssl pkey -pubout} says of the key. */
    private static final String REQUEST = """
            -----BEGIN CERTIFICATE REQUEST-----
            MIIBATCBpwIBADAZMRcwFQYDVQQDDA5teC5leGFtcGxlLmNvbTBZMBMGByqGSM49
            AgEGCCqGSM49AwEHA0IABCcbWAoG6SxpH0QZkRtAkhEpzgaTaSoDJdD9Fwg3iV1/
            DouGQH6ggfv2Im1wyVxywQiHS5goKvM/3KrFG+tH3kugLDAqBgkqhkiG9w0BCQ4x
            HTAbMBkGA1UdEQQSMBCCDm14LmV4YW1wbGUuY29tMAoGCCqGSM49BAMCA0kAMEYC
            IQC0d+eSOVd5kVIImLFvSQD3AwJjUGgdxBCBmPHIdl3hZQIhANywhj4bZ5KY1fnE
            g4IlmaDhIkYP3w/9dOI2CxPxYKs+
            -----END CERTIFICATE REQUEST-----
            """;

    private static final String KEY_OF_REQUEST = """
            -----BEGIN PUBLIC KEY-----
            MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEJxtYCgbpLGkfRBmRG0CSESnOBpNp
            KgMl0P0XCDeJXX8Oi4ZAfqCB+/YibXDJXHLBCIdLmCgq8z/cqsUb60feSw==
            -----END PUBLIC KEY-----
            """;

    @Test
    void aCertificateHoldsItsKey() {
        assertThat(PublicKeyInfo.ofPem(IDENTITY.chainPem()))
                .as("the first block counts")
                .isEqualTo(PublicKeyInfo.of(IDENTITY.leaf()))
                .isEqualTo(new PublicKeyInfo(HexFormat.of().formatHex(KEY)));
        assertThat("3 1 1 " + PublicKeyInfo.of(IDENTITY.leaf()).sha256()).isEqualTo(IDENTITY.tlsa(3, 1, 1));
    }

    @Test
    void aRequestHoldsTheKeyThatItAsksFor() {
        assertThat(PublicKeyInfo.ofPem(REQUEST)).isEqualTo(PublicKeyInfo.ofPem(KEY_OF_REQUEST));
    }

    @Test
    void whatHoldsNoPublicKeyIsRefusedWithTheReason() {
        refused("there is no PEM block", "");
        refused("there is no PEM block", "-----BEGIN CERTIFICATE");
        refused("the PEM block has no end", "-----BEGIN CERTIFICATE-----\nAAAA\n");
        refused("the PEM block does not hold what its label says", pem("CERTIFICATE", new byte[] {1, 2, 3}));
        refused("the PEM block does not hold what its label says", pem("CERTIFICATE", KEY));
        refused("the PEM block does not hold what its label says", pem("CERTIFICATE REQUEST", KEY));
        refused("the PEM block is no certificate, public key or request", pem("X509 CRL", KEY));
        refused("this is a private key; it must not be sent to anybody", IDENTITY.keyPem());
        refused("the PEM text is longer than 32768 characters", "-".repeat(32769));
    }

    @Property
    void noBytesMakeItFailOtherwise(@ForAll byte[] bytes) {
        for (String label : new String[] {"CERTIFICATE", "PUBLIC KEY", "CERTIFICATE REQUEST"}) {
            assertThatThrownBy(() -> PublicKeyInfo.ofPem(pem(label, bytes)))
                    .isExactlyInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void refused(String why, String pem) {
        assertThatThrownBy(() -> PublicKeyInfo.ofPem(pem)).hasMessage(why);
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }
}
