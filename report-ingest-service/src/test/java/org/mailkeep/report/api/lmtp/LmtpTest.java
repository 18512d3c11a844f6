package org.mailkeep.report.api.lmtp;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.platform.store.Database;
import org.mailkeep.report.Reports;
import org.mailkeep.report.ServiceResource;
import org.mailkeep.report.Signers;
import org.mailkeep.report.app.AcceptReport;
import org.mailkeep.report.app.LmtpSettings;
import org.mailkeep.testkit.dns.DnsFault;
import org.mailkeep.testkit.dns.DnsServer;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;
import org.mailkeep.testkit.infra.InfraResource;
import org.mailkeep.testkit.smtp.LmtpClient;

/** LMTP (RFC 2033), and what a report is worth by who signed its mail (RFC 8460 §3). Every test has a domain of its own. */
@QuarkusTest
@QuarkusTestResource(
        value = InfraResource.class,
        initArgs = @ResourceArg(name = InfraResource.DATABASE, value = "report"))
@QuarkusTestResource(ServiceResource.class)
class LmtpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TO = "reports@hosted.example";
    private static final String REPORTER = "reporter.example";

    @SuppressWarnings("NullAway.Init") // InfraResource puts it here
    EmbeddedPostgresql postgresql;

    @SuppressWarnings("NullAway.Init") // ServiceResource puts it here
    DnsServer dns;

    @Inject
    LmtpServer server;

    @Inject
    AcceptReport accept;

    @Inject
    Database database;

    private final String domain = "d" + UUID.randomUUID() + ".hosted.example";

    @BeforeEach
    void storeIsThere() {
        await().atMost(PATIENCE).until(() -> database.isAvailable());
    }

    @Test
    void aSignedReportIsKeptOnceWhateverTheRecipientsAndVerified() throws IOException {
        try (var client = client()) {
            assertThat(client.deliver(signed(REPORTER, 10, 2), TO, "other@hosted.example"))
                    .containsExactly(LmtpDataCommand.KEPT, LmtpDataCommand.KEPT);
            // The connection goes on.
            assertThat(client.deliver(signed(REPORTER, 10, 2), TO)).containsExactly(LmtpDataCommand.KEPT);
        }
        JsonPath report = onlyReport();
        assertThat(report.getString("[0].trust")).isEqualTo("dkim");
        assertThat(report.getString("[0].signedBy")).isEqualTo(REPORTER);
        assertThat(report.getString("[0].transport")).isEqualTo("lmtp");
        assertThat(report.getInt("[0].timesReceived")).isEqualTo(2);
        assertThat(report.getList("[0].quirks")).contains("dkim-key-without-tlsrpt");
    }

    @Test
    void whatNobodySignedGoesToQuarantineWithTheReason() throws IOException {
        assertThat(deliver(mail("Company-X", 1, 1))).isEqualTo(LmtpDataCommand.KEPT);
        assertThat(deliver(signed("second.example", 1, 1))).isEqualTo(LmtpDataCommand.KEPT);

        assertThat(list().getList("id")).isEmpty();
        assertThat(operator().get("/v1/quarantine?limit=10").jsonPath().getList("reason", String.class))
                .contains("the mail bears no DKIM signature", "no signature is of the domain that submits the report");
    }

    @Test
    void theWordOfTheTrustedMailServerCounts() throws IOException {
        // RFC 8601: on top, and of the configured authserv-id.
        String passed = "Authentication-Results: mx.hosted.example; dkim=pass header.d=" + REPORTER + "\r\n";
        deliver(withHeader(passed, mail("By-Server", 1, 1)));
        String forged = "Authentication-Results: mx.evil.example; dkim=pass header.d=" + REPORTER + "\r\n";
        deliver(withHeader(forged + passed, mail("Forged", 1, 1)));

        JsonPath report = onlyReport();
        assertThat(report.getString("[0].organization")).isEqualTo("By-Server");
        assertThat(report.getString("[0].trust")).isEqualTo("dkim");
    }

    @Test
    void aSilentDnsIsNoMissingSignature() throws Exception {
        // RFC 6376 §6.1.2
        String name = Signers.SELECTOR + "._domainkey.silent.example";
        dns.faults().set(name, DnsFault.SERVFAIL);
        byte[] mail = new String(mail("Silent", 3, 1), UTF_8)
                .replace(REPORTER, "silent.example")
                .getBytes(UTF_8);

        assertThat(deliver(Signers.sign("silent.example", mail))).isEqualTo(LmtpDataCommand.KEPT);
        assertThat(list().getList("id")).isEmpty();

        dns.faults().clear(name);
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            // As if the pause were over.
            sql("update spool set leased_until = now() where attempts = 0");
            assertThat(list().getString("[0].signedBy")).isEqualTo("silent.example");
        });
    }

    @Test
    void whoCanSignTakesTheForgersPlace() throws IOException {
        post(Reports.tls("Company-X", domain, domain, 100, 50));
        deliver(signed(REPORTER, 10, 2));
        post(Reports.tls("Company-X", domain, domain, 70, 7));

        JsonPath report = onlyReport();
        assertThat(report.getString("[0].trust")).isEqualTo("dkim");
        assertThat(report.getInt("[0].failed")).isEqualTo(2);
        assertThat(report.getInt("[0].timesReceived")).isEqualTo(2);
        theDayIs(true, 1, 10, 2);
    }

    @Test
    void twoWhoSignDoNotKeepEachOtherOut() throws IOException {
        deliver(signed(REPORTER, 10, 2));
        String second = new String(mail("Company-X", 5, 5), UTF_8)
                .replace("Submitter: " + REPORTER, "Submitter: second.example");
        deliver(Signers.sign("second.example", second.getBytes(UTF_8)));

        assertThat(list().getList("signedBy")).containsExactlyInAnyOrder(REPORTER, "second.example");
        theDayIs(true, 2, 15, 7);
    }

    @Test
    void inAnyOrderTheVerifiedReportIsTheOneThatCounts() throws IOException {
        for (int round = 0; round < 6; round++) {
            var steps = new ArrayList<Step>(List.of(
                    () -> post(Reports.tls("Company-X", domain, domain, 100, 50)),
                    () -> post(Reports.tls("Company-X", domain, domain, 70, 7)),
                    () -> post(Reports.tls("Company-X", domain, domain, 10, 2)),
                    () -> deliver(signed(REPORTER, 10, 2)),
                    () -> deliver(signed(REPORTER, 10, 2)),
                    () -> deliver(signed(REPORTER, 9, 9))));
            Collections.shuffle(steps.subList(0, 5), new Random(domain.hashCode() + round));
            for (Step step : steps) {
                step.run();
            }
            theDayIs(true, 1, 10, 2);
        }
    }

    /** Something that arrives. */
    private interface Step {
        void run() throws IOException;
    }

    @Test
    void dmarcIsSupersededAsWell() throws Exception {
        given().contentType("application/octet-stream")
                .body(Reports.utf8(Reports.dmarc("Reporter", domain, domain, 400, 30)))
                .post("/v1/tlsrpt")
                .then()
                .statusCode(201);
        // RFC 9990: SPF is enough, and the trusted mail server has seen it.
        deliver(withHeader(
                "Authentication-Results: mx.hosted.example; dmarc=pass header.from=" + REPORTER + "\r\n",
                Reports.mail(
                        domain, "text/xml", "a.xml", Reports.utf8(Reports.dmarc("Reporter", domain, domain, 40, 2)))));

        JsonPath report = onlyReport();
        assertThat(report.getString("[0].kind")).isEqualTo("dmarc");
        assertThat(report.getString("[0].trust")).isEqualTo("dkim");
        assertThat(number("select sum(messages) from daily_dmarc where domain = '" + domain + "'"))
                .isEqualTo(42);
        assertThat(number("select count(*) from report_conflict c join report r on r.id = c.report"
                        + " join report_domain d on d.report = r.id where d.domain = '" + domain + "'"))
                .isEqualTo(1);
    }

    @Test
    void onlyBeyondTheLimitsItIsRefused() throws IOException {
        byte[] large = mail("x".repeat(500_000), 1, 1);
        try (var client = client()) {
            assertThat(client.say("MAIL FROM:<> SIZE=" + large.length)).startsWith("552 5.3.4");
            assertThat(client.say("MAIL FROM:<>")).startsWith("250");
            assertThat(client.say("RCPT TO:<a@hosted.example>")).startsWith("250");
            assertThat(client.say("RCPT TO:<b@hosted.example>")).startsWith("250");
            assertThat(client.say("DATA")).startsWith("354");
            String body = new String(large, UTF_8) + "\r\n.";
            assertThat(client.say(body)).isEqualTo(LmtpDataCommand.TOO_LARGE);
            // RFC 2033 §4.2: one for each recipient; and the connection goes on.
            assertThat(client.say("NOOP")).isEqualTo(LmtpDataCommand.TOO_LARGE);
        }
    }

    @Test
    void thisIsNoSmtp() throws IOException {
        try (var client = client()) {
            // RFC 2033 §4.1
            assertThat(client.say("EHLO mx.hosted.example")).startsWith("500");
            assertThat(client.say("HELO mx.hosted.example")).startsWith("500");
            assertThat(client.say("BDAT 3 LAST")).startsWith("500");
            assertThat(client.say("DATA")).startsWith("503");
            assertThat(client.say("LHLO")).startsWith("501");
            assertThat(client.say("LHLO mx.hosted.example")).contains("250-PIPELINING", "SIZE 3");
            assertThat(client.say("MAIL FROM:<>")).startsWith("250");
            for (int i = 0; i < 100; i++) {
                assertThat(client.say("RCPT TO:<a" + i + "@hosted.example>")).startsWith("250");
            }
            assertThat(client.say("RCPT TO:<b@hosted.example>")).startsWith("452");
            assertThat(client.say("x".repeat(5000))).startsWith("501");
        }
    }

    /** RFC 5321 §3.8: whoever has sent a mail gets the reply, whoever comes later is told that the service ends. */
    @Test
    void aMailThatIsUnderWayIsAnsweredBeforeTheServiceStops() throws Exception {
        var settings = new LmtpSettings("127.0.0.1", 0, 10, PATIENCE, 1_000_000);
        var stopping = new LmtpServer(settings, accept);
        stopping.start(new StartupEvent());
        try (var sending = new LmtpClient(stopping.port());
                var late = new LmtpClient(stopping.port())) {
            begin(sending);
            assertThat(sending.say("DATA")).startsWith("354");
            begin(late);

            var stop = Thread.ofVirtual().start(() -> stop(stopping));
            await().atMost(PATIENCE).until(() -> stop.getState() == Thread.State.TIMED_WAITING);

            assertThat(late.say("DATA")).isEqualTo("421 " + LmtpDataCommand.STOPPING);
            assertThat(sending.say(new String(signed(REPORTER, 10, 2), UTF_8) + "."))
                    .isEqualTo(LmtpDataCommand.KEPT);
            stop.join();
            assertThatThrownBy(() -> sending.say("NOOP")).isInstanceOf(IOException.class);
        }
        assertThat(onlyReport().getInt("[0].failed")).isEqualTo(2);
    }

    private static void begin(LmtpClient client) throws IOException {
        client.say("LHLO mx.hosted.example");
        client.say("MAIL FROM:<>");
        client.say("RCPT TO:<" + TO + ">");
    }

    private static void stop(LmtpServer server) {
        try {
            server.stop(new ShutdownEvent());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private LmtpClient client() throws IOException {
        var client = new LmtpClient(server.port());
        client.say("LHLO mx.hosted.example");
        return client;
    }

    private String deliver(byte[] mail) throws IOException {
        try (var client = client()) {
            return client.deliver(mail, TO).getFirst();
        }
    }

    private byte[] signed(String signer, int succeeded, int failed) {
        return Signers.sign(signer, mail("Company-X", succeeded, failed));
    }

    private byte[] mail(String organization, int succeeded, int failed) {
        byte[] report = Reports.utf8(Reports.tls(organization, domain, domain, succeeded, failed));
        return Reports.mail(domain, "application/tlsrpt+json", "a.json", report);
    }

    private static byte[] withHeader(String header, byte[] mail) {
        return Reports.utf8(header + new String(mail, UTF_8));
    }

    private static void post(String report) {
        given().contentType("application/tlsrpt+json")
                .body(Reports.utf8(report))
                .post("/v1/tlsrpt");
    }

    private JsonPath onlyReport() {
        JsonPath list = list();
        assertThat(list.getList("id")).hasSize(1);
        return list;
    }

    private JsonPath list() {
        return operator()
                .get("/v1/reports?domain=" + domain)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private void theDayIs(boolean verified, int reports, int succeeded, int failed) {
        operator()
                .get("/v1/domains/" + domain + "/tls-summary?from=2026-11-01&to=2026-11-30")
                .then()
                .statusCode(200)
                .body("days.size()", equalTo(1))
                .body("days[0].verified", equalTo(verified))
                .body("days[0].reports", equalTo(reports))
                .body("days[0].succeeded", equalTo(succeeded))
                .body("days[0].failed", equalTo(failed))
                .body("days[0].byResultType.certificate-expired", equalTo(failed));
    }

    private void sql(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(
                postgresql.jdbcUrl("report"), postgresql.username(), postgresql.password())) {
            connection.createStatement().executeUpdate(statement);
        }
    }

    private long number(String query) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        postgresql.jdbcUrl("report"), postgresql.username(), postgresql.password());
                var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + ServiceResource.BEARER);
    }
}
