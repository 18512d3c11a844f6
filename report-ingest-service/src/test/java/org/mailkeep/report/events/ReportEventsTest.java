package org.mailkeep.report.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.ReportReceived;
import org.mailkeep.platform.events.EventJson;
import org.mailkeep.platform.store.Outbox;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.DateRange;
import org.mailkeep.report.domain.Trust;
import org.mailkeep.report.domain.found.Found;
import org.mailkeep.report.domain.found.Judged;
import org.mailkeep.report.domain.found.Original;
import org.mailkeep.report.domain.tlsrpt.PolicyResult;
import org.mailkeep.report.domain.tlsrpt.TlsReport;

class ReportEventsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final DateRange DAY =
            new DateRange(Instant.parse("2026-11-20T00:00:00Z"), Instant.parse("2026-11-20T23:59:59Z"));
    private static final UUID ID = new UUID(1, 2);

    @Test
    void eachDomainIsToldOnce() throws IOException {
        List<Outbox.Message> events =
                ReportEvents.received(ID, judged(true, "a.example", "b.example", "a.example"), NOW);
        assertThat(events).extracting(Outbox.Message::key).containsExactly("a.example", "b.example");
        for (Outbox.Message event : events) {
            assertThat(event.topic()).isEqualTo("mailkeep.reports");
            assertThat(event.type()).isEqualTo("report.received");
            assertThat(schema().validate(event.payload(), InputFormat.JSON)).isEmpty();
        }
        assertThat(EventJson.read(events.getFirst().payload(), ReportReceived.class))
                .contains(new ReportReceived(
                        new DomainName("a.example"),
                        ID,
                        "tls",
                        "X".repeat(200),
                        "token",
                        DAY.begin(),
                        DAY.end(),
                        30,
                        3,
                        NOW));
    }

    @Test
    void othersDomainsAreNoNews() {
        assertThat(ReportEvents.received(ID, judged(false, "a.example"), NOW)).isEmpty();
    }

    @Test
    void aForgedReportDoesNotFloodTheTopic() {
        var names = new ArrayList<String>();
        for (int i = 0; i < 1_000; i++) {
            names.add("d" + i + ".example");
        }
        assertThat(ReportEvents.received(ID, judged(true, names.toArray(String[]::new)), NOW))
                .hasSize(ReportEvents.MAX_DOMAINS);
    }

    @Test
    void theSchemaRefusesWhatIsNone() throws IOException {
        assertThat(schema().validate("{}", InputFormat.JSON)).isNotEmpty();
    }

    private static Judged judged(boolean hosted, String... domains) {
        List<PolicyResult> policies = List.of(domains).stream()
                .map(name -> new PolicyResult("sts", new DomainName(name), List.of(), List.of(), 10, 1, List.of()))
                .toList();
        var report = new TlsReport("X".repeat(300), Optional.empty(), "1", DAY, policies, List.of());
        var original = new Original(Body.of(new byte[0]), Optional.empty());
        return new Judged(new Found.Tls(report, original), Trust.TOKEN, hosted);
    }

    private static Schema schema() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ReportReceived.class.getResourceAsStream("/schemas/report.received.json"))) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(in, InputFormat.JSON);
        }
    }
}
