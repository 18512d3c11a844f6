package org.mailkeep.policy.domain.dane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Which TLSA records an SMTP client can use (RFC 6698 §2.1, RFC 7671 §4, RFC 7672 §3.1). */
class TlsaRecordTest {

    private static final String SHA_256 = "ab".repeat(32);
    private static final String SHA_512 = "cd".repeat(64);

    /** The shape of RFC 5280 §4.1: two SEQUENCEs and a BIT STRING, with nothing in them. */
    private static final String CERTIFICATE = "3006" + "3000" + "3000" + "0300";

    @Test
    void usages2And3WithBothSelectorsAndDigestsAreUsable() {
        good(3, 1, 1, SHA_256); // RFC 7672 §3.1: the recommended form
        good(2, 1, 1, SHA_256);
        good(3, 0, 1, SHA_256);
        good(2, 0, 1, SHA_256);
        good(3, 1, 2, SHA_512);
        good(2, 0, 2, SHA_512);
        good(3, 0, 0, CERTIFICATE);
        good(2, 0, 0, CERTIFICATE);
    }

    @Test
    void fullDataWithSelector1IsABarePublicKey() throws NoSuchAlgorithmException {
        for (String algorithm : new String[] {"RSA", "EC", "Ed25519"}) {
            String key = HexFormat.of()
                    .formatHex(KeyPairGenerator.getInstance(algorithm)
                            .generateKeyPair()
                            .getPublic()
                            .getEncoded());
            good(3, 1, 0, key);
            good(2, 1, 0, key);
            bad(3, 0, 0, key, "not one certificate");
            bad(3, 1, 0, key + "00", "not one bare public key");
            bad(3, 1, 0, key.substring(0, key.length() - 2), "not one bare public key");
        }
        bad(3, 1, 0, CERTIFICATE, "not one bare public key");
    }

    @Test
    void pkixUsagesAndUnknownNumbersAreNotUsable() {
        bad(0, 1, 1, SHA_256, "usage 0"); // RFC 7672 §3.1.3
        bad(1, 1, 1, SHA_256, "usage 1");
        bad(4, 1, 1, SHA_256, "usage 4");
        bad(255, 1, 1, SHA_256, "usage 255"); // PrivCert
        bad(3, 2, 1, SHA_256, "selector 2");
        bad(3, 255, 1, SHA_256, "selector 255");
        bad(3, 1, 3, SHA_256, "matching type 3");
        bad(3, 1, 255, SHA_256, "matching type 255");
    }

    @Test
    void digestsOfAnotherLengthAreNotUsable() {
        bad(3, 1, 1, "", "32 octets");
        bad(3, 1, 1, "ab".repeat(31), "32 octets");
        bad(3, 1, 1, "ab".repeat(33), "32 octets");
        bad(3, 1, 1, SHA_512, "32 octets");
        bad(3, 1, 2, SHA_256, "64 octets");
        bad(3, 1, 2, "cd".repeat(65), "64 octets");
    }

    @Test
    void fullDataThatIsNoDerIsNotUsable() {
        bad(3, 0, 0, "", "not one certificate");
        bad(3, 0, 0, "30", "not one certificate");
        bad(3, 0, 0, "3000", "not one certificate");
        bad(3, 0, 0, "3106300030000300", "not one certificate"); // a SET
        bad(3, 0, 0, "3005300030000300", "not one certificate"); // one octet too many
        bad(3, 0, 0, "3007300030000300", "not one certificate"); // one too few
        bad(3, 0, 0, "3080300030000300", "not one certificate"); // indefinite length is not DER
        bad(3, 0, 0, "3081", "not one certificate");
        bad(3, 0, 0, "30ffffffffff", "not one certificate");
        bad(3, 0, 0, "3006300030000400", "not one certificate"); // an OCTET STRING at the end
        bad(3, 0, 0, "300630003000037f", "not one certificate"); // an element longer than the whole
        bad(3, 0, 0, SHA_256, "not one certificate"); // a digest under the wrong matching type
        bad(3, 1, 0, "00".repeat(8193), "longer than 8192");
    }

    @Test
    void dataIsHexadecimal() {
        for (String data : new String[] {"abc", "xy", "0x12", "ab cd"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new TlsaRecord(3, 1, 1, data));
        }
    }

    @Test
    void aRecordIsWrittenInItsPresentationForm() {
        assertThat(new TlsaRecord(3, 1, 1, "abcd")).hasToString("3 1 1 abcd"); // RFC 6698 §2.2
    }

    @Property(tries = 1000)
    void noRecordMakesItThrow(
            @ForAll @IntRange(max = 4) int usage,
            @ForAll @IntRange(max = 2) int selector,
            @ForAll @IntRange(max = 3) int matchingType,
            @ForAll byte[] data) {
        var record =
                new TlsaRecord(usage, selector, matchingType, HexFormat.of().formatHex(data));
        assertThat(record.usable()).isEqualTo(record.unusableBecause().isEmpty());
    }

    private static void good(int usage, int selector, int matchingType, String data) {
        assertThat(new TlsaRecord(usage, selector, matchingType, data).unusableBecause())
                .as("%d %d %d", usage, selector, matchingType)
                .isEmpty();
    }

    private static void bad(int usage, int selector, int matchingType, String data, String why) {
        var record = new TlsaRecord(usage, selector, matchingType, data);
        assertThat(record.usable()).isFalse();
        assertThat(record.unusableBecause().orElseThrow()).contains(why);
    }
}
