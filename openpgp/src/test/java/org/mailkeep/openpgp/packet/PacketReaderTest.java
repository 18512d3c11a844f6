package org.mailkeep.openpgp.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PacketReaderTest {

    @Test
    void everyWayToWriteALengthIsRead() throws Exception {
        good(1, 0xc6, 1); // RFC 9580 §4.2.1.1
        good(200, 0xc6, 0xc0, 8); // §4.2.1.2: two octets
        good(200, 0xc6, 0xff, 0, 0, 0, 200); // §4.2.1.3: five octets, though one would do
        good(1, 0x98, 1); // §4.2.2: legacy, one octet
        good(200, 0x99, 0, 200);
        good(200, 0x9a, 0, 0, 0, 200);
    }

    @Test
    void whatIsNoLengthIsRefused() {
        bad("partial length", 0xc6, 0xe0, 0); // §4.2.1.4
        bad("no length", 0x9b, 0);
        bad("packet header", 0x46, 0);
        bad("cut off", 0xc6);
        bad("cut off", 0xc6, 0xff, 0, 0);
        bad("longer", 0xc6, 2, 0);
        bad("longer", 0xc6, 0xff, 0xff, 0xff, 0xff, 0xff);
    }

    @Test
    void aSecretKeyIsFoundBehindOtherPackets() {
        assertThat(PacketReader.hasSecretKey(bytes(0xc6, 1, 0, 0xc7))).isTrue();
        assertThat(PacketReader.hasSecretKey(bytes(0xc6, 1, 0, 0x95, 0, 200))).isTrue(); // legacy format, cut off
        assertThat(PacketReader.hasSecretKey(bytes(0xc6, 1, 0xc7))).isFalse(); // inside a packet
        assertThat(PacketReader.hasSecretKey(bytes(0xc6, 9, 0xc7))).isFalse();
    }

    @Property(tries = 200)
    void whatIsWrittenIsRead(@ForAll @Size(max = 5) List<@IntRange(max = 20_000) Integer> sizes) throws Exception {
        List<Packet> packets = new ArrayList<>();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        for (int size : sizes) {
            Packet packet = new Packet(size % 64, Octets.of(new byte[size]));
            packets.add(packet);
            packet.writeTo(written);
        }
        assertThat(PacketReader.read(written.toByteArray(), 5)).isEqualTo(packets);
    }

    @Test
    void lengthsAreWrittenAsShortAsTheyCanBe() throws Exception {
        for (int size : new int[] {0, 191, 192, 8383, 8384, 70_000}) {
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            new Packet(Packet.USER_ID, Octets.of(new byte[size])).writeTo(written);
            assertThat(written.size()).isEqualTo(1 + (size < 192 ? 1 : size < 8384 ? 2 : 5) + size);
            assertThat(PacketReader.read(written.toByteArray(), 1)
                            .getFirst()
                            .body()
                            .size())
                    .isEqualTo(size);
        }
    }

    private static void good(int size, int... header) throws MalformedPacketException {
        byte[] packet = Arrays.copyOf(bytes(header), header.length + size);
        assertThat(PacketReader.read(packet, 9)).singleElement().satisfies(read -> {
            assertThat(read.tag()).isEqualTo(Packet.PUBLIC_KEY);
            assertThat(read.body().size()).isEqualTo(size);
        });
    }

    private static void bad(String why, int... octets) {
        assertThatExceptionOfType(MalformedPacketException.class)
                .isThrownBy(() -> PacketReader.read(bytes(octets), 9))
                .withMessageContaining(why);
    }

    private static byte[] bytes(int... octets) {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        return bytes;
    }
}
