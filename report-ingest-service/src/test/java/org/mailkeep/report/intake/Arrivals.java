package org.mailkeep.report.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.mailkeep.report.Reports;
import org.mailkeep.report.domain.Arrival;
import org.mailkeep.report.domain.Arrival.Payload;
import org.mailkeep.report.domain.Arrival.Transport;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.dmarc.DmarcReport;
import org.mailkeep.report.domain.found.Found;
import org.mailkeep.report.domain.tlsrpt.TlsReport;

/** Shortens what the tests of this package do all the time. */
final class Arrivals {

    static final ReportReader READER = new ReportReader(Limits.DEFAULTS);

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private Arrivals() {}

    static Arrival file(byte[] body) {
        return new Arrival(new UUID(0, 1), NOW, Transport.HTTPS, Payload.REPORT, Optional.empty(), Body.of(body));
    }

    static Arrival mail(byte[] body) {
        return new Arrival(new UUID(0, 1), NOW, Transport.REST, Payload.MESSAGE, Optional.empty(), Body.of(body));
    }

    static List<Found> read(byte[] file) {
        return READER.read(file(file));
    }

    static TlsReport tls(byte[] file) {
        List<Found> found = read(file);
        assertThat(found).singleElement().isInstanceOf(Found.Tls.class);
        return ((Found.Tls) found.getFirst()).report();
    }

    static TlsReport tls(String json) {
        return tls(Reports.utf8(json));
    }

    static DmarcReport dmarc(byte[] file) {
        List<Found> found = read(file);
        assertThat(found).singleElement().isInstanceOf(Found.Dmarc.class);
        return ((Found.Dmarc) found.getFirst()).report();
    }

    static void refused(byte[] file, String path, String reason) {
        refused(read(file), path, reason);
    }

    static void refused(List<Found> found, String path, String reason) {
        assertThat(found).singleElement().isInstanceOf(Found.Unreadable.class);
        var unreadable = (Found.Unreadable) found.getFirst();
        assertThat(unreadable.path()).isEqualTo(path);
        assertThat(unreadable.reason()).contains(reason);
    }
}
