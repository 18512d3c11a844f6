package org.mailkeep.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.openpgp.TestKey.Kind;

/** Whatever the bytes, reading them ends, and what it ends with can be judged, minimised and written. */
class HostileBytesTest {

    private static final List<byte[]> CERTIFICATES = Arrays.stream(Kind.values())
            .map(kind -> TestCertificate.usual(TestKey.shared(kind), "Alice <alice@example.com>")
                    .bytes())
            .toList();

    @Property(tries = 1000)
    void randomBytes(@ForAll byte[] bytes) {
        survives(bytes);
    }

    @Property(tries = 500)
    void randomPackets(@ForAll @Size(max = 300) byte[] bytes) {
        byte[] packet = Arrays.copyOf(bytes, Math.max(2, bytes.length));
        packet[0] = (byte) 0xc6;
        packet[1] = (byte) Math.min(191, packet.length - 2);
        survives(packet);
    }

    @Property(tries = 1000)
    void damagedCertificates(
            @ForAll @IntRange(max = 5) int which,
            @ForAll @Size(max = 4) List<@IntRange(max = 5000) Integer> places,
            @ForAll byte value) {
        byte[] bytes = CERTIFICATES.get(which).clone();
        places.forEach(place -> bytes[place % bytes.length] = value);
        survives(bytes);
    }

    @Property(tries = 500)
    void cutCertificates(
            @ForAll @IntRange(max = 5) int which,
            @ForAll @IntRange(max = 5000) int from,
            @ForAll @IntRange(max = 5000) int to) {
        byte[] bytes = CERTIFICATES.get(which);
        int start = Math.min(from, to) % bytes.length;
        int end = Math.max(start, Math.max(from, to) % bytes.length);
        byte[] cut = new byte[bytes.length - end + start];
        System.arraycopy(bytes, 0, cut, 0, start);
        System.arraycopy(bytes, end, cut, start, bytes.length - end);
        survives(cut);
    }

    @Property(tries = 500)
    void damagedArmor(
            @ForAll @IntRange(max = 5) int which,
            @ForAll @Size(max = 4) List<@IntRange(max = 5000) Integer> places,
            @ForAll char value) {
        StringBuilder armored =
                new StringBuilder(TestCertificate.read(CERTIFICATES.get(which)).toArmored());
        places.forEach(place -> armored.setCharAt(place % armored.length(), value));
        survives(armored.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void survives(byte[] bytes) {
        if (new CertificateReader(CertificateLimits.defaults()).read(bytes)
                instanceof KeyringReading.Certificates certificates) {
            for (Certificate certificate : certificates.certificates()) {
                Instant now = Instant.parse("2026-01-01T00:00:00Z");
                assertThat(certificate.judge(now, AcceptancePolicy.rfc9580())).isNotNull();
                assertThat(certificate.minimise(EmailAddress.of("alice@example.com"), now, AcceptancePolicy.rfc9580()))
                        .isNotNull();
                assertThat(TestCertificate.read(certificate.toBinary())).isEqualTo(certificate);
            }
        }
    }
}
