package org.mailkeep.report.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.mailkeep.report.Reports;

/** Whatever arrives, reading it gives an outcome: the reader throws nothing, and holds at least one item. */
class AnyBytesTest {

    private static final byte[] TLS = Reports.utf8(Reports.tls("Company-X", "1", "a.example", 3, 2));
    private static final byte[] DMARC = Reports.utf8(Reports.dmarc("Reporter", "77", "a.example", 40, 2));

    @Property(tries = 500)
    void anyBytes(@ForAll byte[] bytes) {
        assertThat(Arrivals.READER.read(Arrivals.file(bytes))).isNotEmpty();
        assertThat(Arrivals.READER.read(Arrivals.mail(bytes))).isNotEmpty();
        assertThat(Arrivals.READER.read(Arrivals.file(Reports.gzip(bytes)))).isNotEmpty();
    }

    @Property(tries = 500)
    void anyDamageToAFile(@ForAll("damagedFiles") byte[] bytes) {
        assertThat(Arrivals.READER.read(Arrivals.file(bytes))).isNotEmpty();
    }

    @Property(tries = 300)
    void anyDamageToAMail(@ForAll("damagedMails") byte[] bytes) {
        assertThat(Arrivals.READER.read(Arrivals.mail(bytes))).isNotEmpty();
    }

    @Property(tries = 300)
    void anyJsonInPlaceOfAValue(@ForAll("jsonValues") String value, @ForAll("positions") int position) {
        String report = new String(TLS, StandardCharsets.UTF_8);
        int colon = report.indexOf(':', position % (report.length() - 100));
        String changed = report.substring(0, colon + 1) + value + report.substring(colon + 1);
        assertThat(Arrivals.READER.read(Arrivals.file(Reports.utf8(changed)))).isNotEmpty();
        assertThat(Arrivals.READER.read(Arrivals.file(Reports.utf8(value)))).isNotEmpty();
    }

    @Provide
    Arbitrary<byte[]> damagedFiles() {
        return Arbitraries.of(TLS, DMARC, Reports.gzip(TLS), Reports.zip("r.xml", DMARC))
                .flatMap(AnyBytesTest::damaged);
    }

    @Provide
    Arbitrary<byte[]> damagedMails() {
        return Arbitraries.of(
                        Reports.mail("a.example", "application/tlsrpt+gzip", "r.json.gz", Reports.gzip(TLS)),
                        Reports.mail("a.example", "application/zip", "r.zip", Reports.zip("r.xml", DMARC)))
                .flatMap(AnyBytesTest::damaged);
    }

    @Provide
    Arbitrary<String> jsonValues() {
        return Arbitraries.of(
                "null",
                "{}",
                "[]",
                "[null]",
                "[[]]",
                "{\"a\":null}",
                "\"\"",
                "\"\\u0000\"",
                "1e9",
                "-1",
                "true",
                "[1,\"\"]");
    }

    @Provide
    Arbitrary<Integer> positions() {
        return Arbitraries.integers().between(0, 10_000);
    }

    private static Arbitrary<byte[]> damaged(byte[] whole) {
        Arbitrary<Integer> position = Arbitraries.integers().between(0, whole.length - 1);
        return Combinators.combine(position, position, Arbitraries.bytes()).as((at, length, value) -> {
            byte[] damaged = whole.clone();
            damaged[at] = value;
            return at % 3 == 0 ? Arrays.copyOf(damaged, length) : damaged;
        });
    }
}
