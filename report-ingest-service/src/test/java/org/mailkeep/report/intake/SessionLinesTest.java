package org.mailkeep.report.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.TlsSession;
import org.mailkeep.platform.events.EventJson;
import org.mailkeep.report.Reports;
import org.mailkeep.report.domain.Reading;
import org.mailkeep.report.domain.outbound.DayEnd;
import org.mailkeep.report.domain.outbound.SessionBatch;
import org.mailkeep.report.domain.outbound.SessionReader;

/** The lines of POST /v1/sessions, and the event of the same form. */
class SessionLinesTest {

    private static final Instant NOW = Instant.parse("2026-11-23T00:30:00Z");

    private static final String FAILED = """
            {"at":"2026-11-22T12:00:00Z","domain":"A.example","policyType":"sts","policyStrings":["version: STSv1"],
             "mxHosts":["mx.a.example"],"resultType":"certificate-expired","sendingMtaIp":"192.0.2.1","sessions":3}
            """.replace("\n", "");

    @Test
    void goodLines() {
        good("{'at':'2026-11-22T12:00:00Z','domain':'a.example','policyType':'no-policy-found'}", 1);
        good("{'at':'2026-11-22T12:00:00.5Z','domain':'b\u00fccher.example','policyType':'tlsa','sessions':40}", 40);
        good(FAILED, 3);
        good(FAILED.replace("192.0.2.1", "2001:DB8::1"), 3);
        good(FAILED.replace("\"sessions\":3", "\"sessions\":3,\"more\":{\"later\":[]}"), 3); // fields may be added
        good(
                FAILED.replace("certificate-expired", "sts-policy-fetch-error")
                        .replace("\"sendingMtaIp\":\"192.0.2.1\",", ""),
                3);
    }

    @Test
    void badLines() {
        bad("[]", "not an object");
        bad("{", "$");
        bad(FAILED.replace("2026-11-22T12:00:00Z", "yesterday"), "$.at: not a time");
        bad(FAILED.replace("A.example", "a..example"), "$.domain: not a domain name");
        bad(FAILED.replace("\"sts\"", "\"dane\""), "$.policyType"); // RFC 8460 §4.4: sts, tlsa, no-policy-found
        bad(FAILED.replace("certificate-expired", "expired"), "$.resultType"); // §4.3
        bad(FAILED.replace("192.0.2.1", "mx.example"), "$.sendingMtaIp: not an IP address");
        bad(FAILED.replace("\"sendingMtaIp\":\"192.0.2.1\",", ""), "$.sendingMtaIp: absent");
        bad(FAILED.replace("\"sessions\":3", "\"sessions\":0"), "$.sessions");
        bad(FAILED.replace("\"sessions\":3", "\"sessions\":1.5"), "$.sessions");
        bad(FAILED.replace("\"sessions\":3", "\"reportOnly\":\"yes\""), "$.reportOnly");
        bad(FAILED.replace("\"sessions\":3", "\"additionalInformation\":\"see log\""), "not a URI"); // §4.4
        bad(FAILED.replace("\"sessions\":3", "\"receivingMxHelo\":\"" + "x".repeat(501) + "\""), "longer than");
    }

    @Test
    void badLinesDoNotKeepTheOthersFromBeingCounted() {
        SessionBatch.Summary summary = summary("\n" + FAILED + "\r\nnonsense\n\n" + FAILED);
        assertThat(summary.lines()).isEqualTo(3);
        assertThat(summary.counted()).isEqualTo(6);
        assertThat(summary.faulty()).isEqualTo(1);
        assertThat(summary.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.line()).isEqualTo(2));
    }

    @Test
    void whatIsNotReportedIsSaid() {
        assertThat(summary(FAILED.replace("\"sessions\":3", "\"sessions\":3,\"reportOnly\":true"))
                        .reportOnly())
                .isEqualTo(3); // RFC 8460 §3: not included in the next report
        assertThat(summary(FAILED.replace("2026-11-22", "2026-11-21")).tooLate())
                .isEqualTo(3);
        assertThat(summary(FAILED.replace("2026-11-22", "2026-11-24")).inFuture())
                .isEqualTo(3);
    }

    @Test
    void linesAndBatchesAreBounded() {
        assertThat(read(FAILED + "\n" + "x".repeat(SessionLines.MAX_LINE + 1)))
                .isEqualTo(new SessionLines.Outcome.TooLong(2));
        assertThat(read("{}\n".repeat(SessionLines.MAX_LINES))).isInstanceOf(SessionLines.Outcome.Read.class);
        assertThat(read("{}\n".repeat(SessionLines.MAX_LINES) + "{}"))
                .isEqualTo(new SessionLines.Outcome.TooLong(SessionLines.MAX_LINES + 1));
    }

    @Test
    void theSameOctetsHaveTheSameName() {
        assertThat(read(FAILED)).isEqualTo(read(FAILED)).isNotEqualTo(read(FAILED + "\n"));
    }

    @Test
    void theEventIsSuchALineWithAnId() throws IOException {
        var event = new TlsSession(
                new UUID(3, 4),
                Instant.parse("2026-11-22T12:00:00Z"),
                new DomainName("a.example"),
                "tlsa",
                List.of("3 1 1 00"),
                List.of(),
                Optional.of("tlsa-invalid"),
                Optional.of("192.0.2.1"),
                Optional.of("mx.a.example"),
                Optional.empty(),
                Optional.of("198.51.100.1"),
                2,
                Optional.empty(),
                Optional.of("code"),
                false);
        String body = EventJson.write(event);
        assertThat(schema().validate(body, InputFormat.JSON)).isEmpty();
        assertThat(schema().validate(body.replace("tlsa-invalid", "expired"), InputFormat.JSON))
                .isNotEmpty();
        assertThat(SessionLines.readEvent(body))
                .isInstanceOfSatisfying(
                        Reading.Read.class,
                        read -> assertThat(((SessionReader.Identified) read.report()).id())
                                .isEqualTo(event.id()));
        assertThat(EventJson.read(body, TlsSession.class)).contains(event);
        assertThat(SessionLines.readEvent(FAILED)).isEqualTo(new Reading.Refused<>("$.id", "absent"));
    }

    @Property(tries = 300)
    void anyOctetsAreReadToTheEnd(@ForAll byte[] octets) {
        var batch = new SessionBatch(new DayEnd(Duration.ofHours(1)), NOW);
        assertThat(read(octets, batch)).isInstanceOf(SessionLines.Outcome.Read.class);
        assertThat(batch.summary().counted()).isZero();
    }

    private static void good(String line, long sessions) {
        SessionBatch.Summary summary = summary(line.replace('\'', '"'));
        assertThat(summary.faults()).as(line).isEmpty();
        assertThat(summary.counted()).as(line).isEqualTo(sessions);
    }

    private static void bad(String line, String why) {
        SessionBatch.Summary summary = summary(line);
        assertThat(summary.counted()).as(line).isZero();
        assertThat(summary.faults())
                .as(line)
                .singleElement()
                .satisfies(fault ->
                        assertThat(fault.path() + ": " + fault.reason()).contains(why));
    }

    private static SessionBatch.Summary summary(String text) {
        var batch = new SessionBatch(new DayEnd(Duration.ofHours(1)), NOW);
        assertThat(read(Reports.utf8(text), batch)).isInstanceOf(SessionLines.Outcome.Read.class);
        return batch.summary();
    }

    private static SessionLines.Outcome read(String text) {
        return read(Reports.utf8(text), new SessionBatch(new DayEnd(Duration.ofHours(1)), NOW));
    }

    private static SessionLines.Outcome read(byte[] octets, SessionBatch batch) {
        try {
            return SessionLines.read(new ByteArrayInputStream(octets), batch);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Schema schema() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(TlsSession.class.getResourceAsStream("/schemas/tls.session.json"))) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(in, InputFormat.JSON);
        }
    }
}
