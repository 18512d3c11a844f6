package org.mailkeep.report.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailkeep.report.Reports;
import org.mailkeep.report.domain.found.Found;

/** Reading takes less than twice the limit of memory, whatever arrives: all that is ever allocated is counted, garbage included. */
class BombTest {

    private static final int MEBI = 1 << 20;
    private static final int BOMB = 500;

    static Stream<Arguments> bombs() throws IOException {
        byte[] gzip = gzip(BOMB);
        return Stream.of(
                Arguments.of("500 MiB of zeros, gzip", gzip),
                Arguments.of("the same once more compressed", Reports.gzip(gzip)),
                Arguments.of("the same in a zip file", zip()),
                Arguments.of("as many as may be in one file", repeated(gzip, Limits.GZIP_MEMBERS)),
                Arguments.of("in a mail", Reports.mail("a.example", "application/tlsrpt+gzip", "a.json.gz", gzip)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void aBombIsRefusedWithoutTheMemoryThatItWants(String what, byte[] bomb) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        var found = what.equals("in a mail") ? Arrivals.READER.read(Arrivals.mail(bomb)) : Arrivals.read(bomb);

        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(found).allSatisfy(one -> assertThat(one).isInstanceOf(Found.Unreadable.class));
        assertThat(allocated).as(what).isLessThan(2L * Limits.DEFAULTS.inflatedBytes());
    }

    private static byte[] gzip(int mebibytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            for (int i = 0; i < mebibytes; i++) {
                gzip.write(new byte[MEBI]);
            }
        }
        return out.toByteArray();
    }

    private static byte[] zip() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("a.json"));
            for (int i = 0; i < BOMB; i++) {
                zip.write(new byte[MEBI]);
            }
        }
        return out.toByteArray();
    }

    private static byte[] repeated(byte[] gzip, int times) {
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            out.writeBytes(gzip);
        }
        return out.toByteArray();
    }
}
