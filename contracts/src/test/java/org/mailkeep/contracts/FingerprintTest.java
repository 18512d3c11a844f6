package org.mailkeep.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static final String V4 = "EB85BB5FA33A75E15E944E63F231550C4F47E38E";
    private static final String V6 = "CB186C4F0609A697E4D52DFA6C722B0C1F1E27C18A56708F6525EC27BAD9ACC9";

    @Test
    void aFingerprintIsReadInEitherCase() {
        assertThat(Fingerprint.of(V4.toLowerCase(Locale.ROOT)).hex()).isEqualTo(V4);
        assertThat(Fingerprint.of("0x" + V6).hex()).isEqualTo(V6);
        assertThat(Fingerprint.of(Fingerprint.of(V6).octets())).isEqualTo(Fingerprint.of(V6));
    }

    @Test
    void itKnowsItsVersionAndKeyId() { // RFC 9580 §5.5.4
        assertThat(Fingerprint.of(V4).keyVersion()).isEqualTo(4);
        assertThat(Fingerprint.of(V4).keyId()).isEqualTo("F231550C4F47E38E");
        assertThat(Fingerprint.of(V6).keyVersion()).isEqualTo(6);
        assertThat(Fingerprint.of(V6).keyId()).isEqualTo("CB186C4F0609A697");
    }

    @Test
    void whatIsNoFingerprintIsRefused() {
        assertThat(Fingerprint.parse("")).isEmpty();
        assertThat(Fingerprint.parse("F231550C4F47E38E")).isEmpty(); // a key ID
        assertThat(Fingerprint.parse(V4 + "0")).isEmpty();
        assertThat(Fingerprint.parse(V4.replace('E', 'G'))).isEmpty();
        assertThat(Fingerprint.parse(V4.substring(2) + "\ufb00")).isEmpty(); // a ligature whose upper case is "FF"
        assertThat(Fingerprint.parse("EB85 BB5F A33A 75E1 5E94  4E63 F231 550C 4F47 E38E"))
                .isEmpty();
    }
}
