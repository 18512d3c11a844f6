package org.mailkeep.report.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.IncidentClosed;
import org.mailkeep.contracts.IncidentOpened;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.CloudEvents;
import org.mailkeep.report.HttpsGate;
import org.mailkeep.report.Peers;
import org.mailkeep.report.Reports;
import org.mailkeep.report.ServiceResource;
import org.mailkeep.report.domain.canary.CanaryPath;
import org.mailkeep.report.store.IncidentQueue;
import org.mailkeep.report.store.Retention;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;
import org.mailkeep.testkit.infra.InfraResource;
import org.mailkeep.testkit.smtp.LmtpClient;
import org.mailkeep.testkit.smtp.MailSink.Mail;

/** Canaries, retention with legal hold, and monthly partitions, in a real PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(
        value = InfraResource.class,
        initArgs = @ResourceArg(name = InfraResource.DATABASE, value = "report"))
@QuarkusTestResource(ServiceResource.class)
class UpkeepTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init") // InfraResource puts it here
    EmbeddedPostgresql postgresql;

    @SuppressWarnings("NullAway.Init") // InfraResource puts it here
    EmbeddedKafka kafka;

    @SuppressWarnings("NullAway.Init") // ServiceResource puts it here
    Peers peers;

    @SuppressWarnings("NullAway.Init") // ServiceResource puts it here
    HttpsGate gate;

    @TestHTTPResource
    URI service = URI.create("http://127.0.0.1");

    @ConfigProperty(name = "mailkeep.lmtp.port")
    int lmtpPort;

    @Inject
    Database database;

    @Inject
    Canaries canaries;

    @Inject
    IncidentQueue queue;

    @Inject
    Retention retention;

    @Inject
    MeterRegistry meters;

    @BeforeEach
    void storeIsThere() {
        await().atMost(PATIENCE).until(() -> database.isAvailable());
    }

    @Test
    void aCanaryComesHomeByEachWayOnceADayAndOneThatDoesNotIsAnIncident() throws SQLException, IOException {
        gate.leadTo(service);
        canaries.send().await().atMost(PATIENCE);
        canaries.send().await().atMost(PATIENCE);
        await().atMost(PATIENCE).untilAsserted(() -> {
            canaries.look().await().atMost(PATIENCE);
            assertThat(texts("select path from canary where arrived_at is not null"))
                    .containsExactly("HTTPS");
        });
        List<Mail> mails = peers.relay().received().stream()
                .filter(mail -> mail.to().equals("tlsrpt@hosted.example"))
                .toList();
        assertThat(mails).hasSize(1);
        try (var client = new LmtpClient(lmtpPort)) {
            client.say("LHLO relay.example");
            client.deliver(mails.getFirst().octets(), "tlsrpt@hosted.example");
        }
        await().atMost(PATIENCE).untilAsserted(() -> {
            canaries.look().await().atMost(PATIENCE);
            assertThat(texts("select path from canary where arrived_at is not null order by path"))
                    .containsExactly("HTTPS", "MAIL");
        });
        assertThat(
                        texts(
                                "select trust || times_received from report where organization_key = 'mailkeep canary' order by 1"))
                .containsExactly("DKIM1", "TOKEN1");
        assertThat(texts("select state from incident where result_type like 'canary-%'"))
                .isEmpty();

        // Yesterday's is of no interest any more; one that is missing is.
        update("update canary set arrived_at = null, report_id = 'lost', due_at = now() - interval '1 s'"
                + " where path = 'MAIL'");
        canaries.look().await().atMost(PATIENCE);

        assertThat(canaries.overdue()).isEqualTo(Set.of(CanaryPath.MAIL));
        assertThat(overdue("mail")).isEqualTo(1);
        assertThat(overdue("https")).isZero();

        // It is an incident, told to others once and shown on the first page; it stays as long as none arrives.
        canaries.look().await().atMost(PATIENCE);
        assertThat(incidents()).containsExactly("OPEN canary-missing-mail");
        assertThat(CloudEvents.await(kafka, IncidentOpened.TOPIC, IncidentOpened.TYPE, "canary.hosted.example", 1))
                .singleElement()
                .satisfies(event -> assertThat(event.value()).contains("canary-missing-mail"));
        queue.addOld(LocalDate.now(ZoneOffset.UTC).plusDays(1)).await().atMost(PATIENCE);
        assertThat(texts("select result_type from incident_queue where result_type like 'canary-%'"))
                .isEmpty();

        update("update canary set arrived_at = now() where path = 'MAIL'");
        canaries.look().await().atMost(PATIENCE);
        assertThat(incidents()).containsExactly("CLOSED canary-missing-mail");
        assertThat(CloudEvents.await(kafka, IncidentClosed.TOPIC, IncidentClosed.TYPE, "canary.hosted.example", 1))
                .singleElement()
                .satisfies(event -> assertThat(event.value()).contains("\"arrived\""));
        assertThat(overdue("mail")).isZero();
    }

    private List<String> incidents() throws SQLException {
        return texts("select state || ' ' || result_type from incident where result_type like 'canary-%'");
    }

    private double overdue(String path) {
        return meters.get("report_canary_overdue").tag("path", path).gauge().value();
    }

    @Test
    void oldReportsGoWithAllThatBelongsToThemUnlessTheyAreHeld() throws SQLException {
        String old = keep("old", "2021-03-04");
        String held = keep("held", "2021-03-04");
        String recent = keep("recent", "2026-11-04");
        Instant before = Instant.parse("2022-01-01T00:00:00Z");

        StoreResult<Integer> deleted =
                retention.delete(before, Set.of(DomainName.of(held))).await().atMost(PATIENCE);

        assertThat(deleted).isEqualTo(new StoreResult.Done<>(1));
        for (String table : List.of("report_original", "tls_policy", "tls_failure")) {
            assertThat(texts("select d.domain from report_domain d join " + table
                            + " t using (report) where d.domain in ('" + old + "', '" + held + "', '" + recent + "')"))
                    .as(table)
                    .containsExactlyInAnyOrder(held, recent);
        }
        // Totals stay.
        assertThat(texts("select failed::text from daily_tls where domain = '" + old + "'"))
                .containsExactly("2");
        assertThat(texts("select count(*)::text from tls_policy p where not exists"
                        + " (select 1 from report r where r.id = p.report)"))
                .containsExactly("0");
    }

    @Test
    void everyMonthHasItsPartitionAndQueriesReadNoOther() throws SQLException {
        LocalDate month = LocalDate.of(2031, 7, 15);
        assertThat(retention.addMonth(month).await().atMost(PATIENCE)).isEqualTo(new StoreResult.Done<>(true));
        assertThat(retention.addMonth(month).await().atMost(PATIENCE)).isEqualTo(new StoreResult.Done<>(true));

        assertThat(
                        texts(
                                "select relname::text from pg_class where relname like '%\\_203107' and relkind = 'r' order by 1"))
                .containsExactly(
                        "dmarc_policy_203107",
                        "dmarc_record_203107",
                        "report_203107",
                        "report_domain_203107",
                        "report_original_203107",
                        "tls_failure_203107",
                        "tls_policy_203107");
        assertThat(
                        String.join(
                                "\n",
                                texts(
                                        "explain select * from report where range_begin >= '2031-07-01' and range_begin < '2031-08-01'")))
                .contains("report_203107")
                .doesNotContain("report_default");
        // This month's reports are in this month's partition.
        String recent = keep("partition", LocalDate.now(ZoneOffset.UTC).toString());
        assertThat(texts("select tableoid::regclass::text from report_domain where domain = '" + recent + "'"))
                .singleElement()
                .satisfies(table -> assertThat(table).isNotEqualTo("report_domain_default"));
    }

    /** Keeps a report of that day about a domain of its own, and names it. */
    private static String keep(String id, String day) {
        String domain = "d" + UUID.randomUUID() + ".hosted.example";
        given().contentType("application/tlsrpt+json")
                .body(Reports.utf8(Reports.tls(id, domain, domain, 10, 2).replace("2026-11-20", day)))
                .post("/v1/tlsrpt")
                .then()
                .statusCode(201);
        return domain;
    }

    private List<String> texts(String query) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        postgresql.jdbcUrl("report"), postgresql.username(), postgresql.password());
                var rows = connection.createStatement().executeQuery(query)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    private void update(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(
                postgresql.jdbcUrl("report"), postgresql.username(), postgresql.password())) {
            connection.createStatement().executeUpdate(statement);
        }
    }
}
