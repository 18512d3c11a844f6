package org.mailkeep.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.EmailAddress;

class WkdHashTest {

    @Test
    void theDraftsOwnExample() { // draft-koch-openpgp-webkey-service §3.1
        assertThat(WkdHash.ofLocalPart("Joe.Doe")).hasToString("iy9q119eutrkn8s1mk4r39qejnbu3n5q");
        assertThat(WkdHash.of(EmailAddress.of("Joe.Doe@Example.ORG"))).hasToString("iy9q119eutrkn8s1mk4r39qejnbu3n5q");
    }

    @Test
    void onlyAsciiLettersAreFolded() {
        assertThat(WkdHash.ofLocalPart("JOE.doe")).isEqualTo(WkdHash.ofLocalPart("joe.doe"));
        assertThat(WkdHash.ofLocalPart("Ä")).isNotEqualTo(WkdHash.ofLocalPart("ä"));
    }

    @Test
    void anotherAlphabetOrLengthIsNoHash() {
        assertThatIllegalArgumentException().isThrownBy(() -> new WkdHash("0".repeat(32)));
        assertThatIllegalArgumentException().isThrownBy(() -> new WkdHash("y".repeat(31)));
    }

    @Property
    void theCharactersHoldTheDigestBitByBit(@ForAll String localPart) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-1")
                .digest(localPart
                        .chars()
                        .map(c -> c >= 'A' && c <= 'Z' ? c + 32 : c)
                        .collect(StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append)
                        .toString()
                        .getBytes(StandardCharsets.UTF_8));
        StringBuilder expected = new StringBuilder();
        for (byte b : digest) {
            expected.append(
                    String.format("%8s", Integer.toBinaryString(b & 0xff)).replace(' ', '0'));
        }
        StringBuilder actual = new StringBuilder();
        WkdHash.ofLocalPart(localPart)
                .value()
                .chars()
                .map("ybndrfg8ejkmcpqxot1uwisza345h769"::indexOf)
                .forEach(five -> actual.append(
                        String.format("%5s", Integer.toBinaryString(five)).replace(' ', '0')));
        assertThat(actual).hasToString(expected.toString());
    }
}
