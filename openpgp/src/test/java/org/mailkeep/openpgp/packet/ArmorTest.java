package org.mailkeep.openpgp.packet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Armor as it is written (RFC 9580 §6). */
class ArmorTest {

    private static final String CHECKSUM_AND_END = "\n=[A-Za-z0-9+/]{4}\n-----END PGP PUBLIC KEY BLOCK-----\n";

    @Property(tries = 100)
    void whatIsWrittenIsRead(
            @ForAll @IntRange(min = 1, max = 2000) int size, @ForAll @IntRange(min = 3, max = 6) int version)
            throws Exception {
        byte[] key = key(version, size);
        String armored = Armor.writePublicKey(key);
        assertThat(armored).startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n");
        assertThat(Armor.unwrap(armored.getBytes(US_ASCII))).isEqualTo(key);
    }

    /** GnuPG 2.2 needs it wherever the data needs no padding. */
    @Test
    void aKeyOfVersion4HasAChecksum() {
        for (int size = 1; size <= 3; size++) {
            assertThat(Armor.writePublicKey(key(4, size))).containsPattern(CHECKSUM_AND_END);
        }
    }

    @Test
    void aKeyOfVersion6HasNone() { // RFC 9580 §6.1
        for (int size = 1; size <= 3; size++) {
            assertThat(Armor.writePublicKey(key(6, size))).doesNotContain("\n=");
        }
    }

    private static byte[] key(int version, int size) {
        byte[] body = new byte[size];
        body[0] = (byte) version;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        new Packet(Packet.PUBLIC_KEY, Octets.of(body)).writeTo(written);
        return written.toByteArray();
    }
}
