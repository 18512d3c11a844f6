package org.mailkeep.report.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailkeep.report.intake.Arrivals.mail;
import static org.mailkeep.report.intake.Arrivals.tls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.mailkeep.report.Reports;
import org.mailkeep.report.domain.Deviation;
import org.mailkeep.report.domain.Quirk;
import org.mailkeep.report.domain.found.Found;

class UnpackingTest {

    private static final byte[] REPORT = Reports.utf8(Reports.tls("Company-X", "1", "a.example", 3, 2));

    @Test
    void everyWrappingIsTakenOff() {
        var plain = tls(REPORT);
        assertThat(tls(Reports.gzip(REPORT))).isEqualTo(plain);
        assertThat(tls(Reports.zip("r.json", REPORT))).isEqualTo(plain);
        assertThat(tls(Reports.gzip(Reports.gzip(REPORT)))).isEqualTo(plain);
        assertThat(tls(Reports.zip("r.json.gz", Reports.gzip(REPORT)))).isEqualTo(plain);
    }

    @Test
    void severalMembersAreOneFile() {
        // RFC 1952 §2.2
        byte[] first = Reports.gzip(Arrays.copyOf(REPORT, 100));
        byte[] second = Reports.gzip(Arrays.copyOfRange(REPORT, 100, REPORT.length));
        assertThat(tls(joined(first, second))).isEqualTo(tls(REPORT));
        byte[] empty = Reports.gzip(new byte[0]);
        byte[] many = Reports.gzip(REPORT);
        for (int i = 0; i < Limits.GZIP_MEMBERS; i++) {
            many = joined(many, empty);
        }
        Arrivals.refused(many, "$", "16 members");
    }

    @Test
    void aBlankTrailerIsNoted() {
        var report = tls(joined(Reports.gzip(REPORT), Reports.utf8("\r\n")));
        assertThat(report.deviations().stream().map(Deviation::quirk)).containsExactly(Quirk.COMPRESSION_TRAILER);
        Arrivals.refused(joined(Reports.gzip(REPORT), Reports.utf8("x")), "$", "cut off");
        Arrivals.refused(joined(Reports.gzip(REPORT), Reports.utf8("something else")), "$", "something else");
    }

    @Test
    void whatIsCutOffIsRefusedWhole() {
        byte[] gzip = Reports.gzip(REPORT);
        for (int length = 2; length < gzip.length; length++) {
            Arrivals.refused(Arrays.copyOf(gzip, length), "$", "");
        }
        byte[] two = joined(gzip, gzip);
        Arrivals.refused(Arrays.copyOf(two, gzip.length + 5), "$", "cut off");
        byte[] zip = Reports.zip("r.json", REPORT);
        Arrivals.refused(Arrays.copyOf(zip, zip.length / 2), "$", "zip file");
    }

    @Test
    void whatIsDamagedIsRefused() {
        byte[] gzip = Reports.gzip(REPORT);
        for (int from : List.of(gzip.length - 8, gzip.length - 4)) {
            byte[] damaged = gzip.clone();
            damaged[from]++;
            Arrivals.refused(damaged, "$", "checksum");
        }
    }

    @Test
    void severalFilesInAZipAreSeveralReports() {
        byte[] other = Reports.utf8(Reports.tls("Company-X", "2", "a.example", 1, 1));
        assertThat(Arrivals.read(Reports.zip("r.json", REPORT, other)))
                .hasSize(2)
                .allMatch(Found.Tls.class::isInstance);
        byte[][] many = new byte[Limits.ZIP_ENTRIES + 1][];
        Arrays.fill(many, REPORT);
        Arrivals.refused(Reports.zip("r.json", many), "$", "16 entries");
        byte[] deep = Reports.gzip(Reports.gzip(Reports.gzip(REPORT)));
        Arrivals.refused(deep, "$", "in one another");
    }

    @Test
    void bombsAreRefused() throws IOException {
        Arrivals.refused(bomb(100 << 20), "$", "200 times");
        // As much as is allowed by its ratio, and too much by size.
        refusedWithin(new Limits(10 << 20, 2 << 20, 10_000), bomb(3 << 20), "2097152 octets");
        Arrivals.refused(Reports.zip("a", inflated(bomb(30 << 20))), "$", "200 times");
        refusedWithin(new Limits(10, 100, 10), REPORT, "larger than 10 octets");
    }

    @Test
    void aMailGivesItsAttachments() {
        mailHolds(Reports.mail("a.example", "application/tlsrpt+gzip", "r.json.gz", Reports.gzip(REPORT)));
        mailHolds(Reports.mail("a.example", "application/tlsrpt+json", "r.json", REPORT));
        mailHolds(Reports.mail("a.example", "application/octet-stream", "r.json.gz", Reports.gzip(REPORT)));
        mailHolds(Reports.mail("a.example", "text/plain", "r.json", REPORT));
        mailHolds(Reports.mail("a.example", "image/png", "r.zip", Reports.zip("r.json", REPORT)));
    }

    @Test
    void aMailWithoutReportIsRefused() {
        Arrivals.refused(Arrivals.READER.read(mail(Reports.utf8("Subject: hello\r\n\r\nhello"))), "mail", "no part");
        Arrivals.refused(Arrivals.READER.read(mail(new byte[0])), "mail", "no part");
        var nested = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            nested.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\r\n\r\n--b")
                    .append(i)
                    .append("\r\n");
        }
        Arrivals.refused(Arrivals.READER.read(mail(Reports.utf8(nested.toString()))), "mail", "too deeply");
        String parts =
                "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + "--b\r\n\r\nx\r\n".repeat(100) + "--b--\r\n";
        Arrivals.refused(Arrivals.READER.read(mail(Reports.utf8(parts))), "mail", "64 parts");
        Arrivals.refused(
                Arrivals.READER.read(mail(Reports.utf8("X: " + "y".repeat(Limits.MIME_HEADER + 1) + "\r\n\r\n"))),
                "mail",
                "header");
    }

    private static void mailHolds(byte[] message) {
        List<Found> found = Arrivals.READER.read(mail(message));
        assertThat(found).singleElement().isInstanceOf(Found.Tls.class);
        assertThat(((Found.Tls) found.getFirst()).report()).isEqualTo(tls(REPORT));
    }

    private static void refusedWithin(Limits limits, byte[] file, String reason) {
        Arrivals.refused(new ReportReader(limits).read(Arrivals.file(file)), "$", reason);
    }

    private static byte[] bomb(int size) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            byte[] blank = Reports.utf8(" ".repeat(1 << 20));
            for (int i = 0; i < size >> 20; i++) {
                gzip.write(blank);
            }
        }
        return out.toByteArray();
    }

    private static byte[] inflated(byte[] gzip) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
