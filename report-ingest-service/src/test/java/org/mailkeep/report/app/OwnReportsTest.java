package org.mailkeep.report.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.TlsSession;
import org.mailkeep.platform.dns.DnsResolver;
import org.mailkeep.platform.events.EventJson;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.Peers;
import org.mailkeep.report.Reports;
import org.mailkeep.report.ServiceResource;
import org.mailkeep.report.config.ReportConfig;
import org.mailkeep.report.deliver.HttpsPost;
import org.mailkeep.report.domain.Arrival;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.found.Found;
import org.mailkeep.report.domain.outbound.DayCounts;
import org.mailkeep.report.domain.tlsrpt.PolicyResult;
import org.mailkeep.report.domain.tlsrpt.TlsReport;
import org.mailkeep.report.intake.Limits;
import org.mailkeep.report.intake.ReportReader;
import org.mailkeep.report.store.OutboundDays;
import org.mailkeep.report.store.OutboundDeliveries;
import org.mailkeep.testkit.MutableClock;
import org.mailkeep.testkit.TestConfig;
import org.mailkeep.testkit.dns.DnsFault;
import org.mailkeep.testkit.dns.Signing;
import org.mailkeep.testkit.https.Delivery;
import org.mailkeep.testkit.https.Reply;
import org.mailkeep.testkit.https.WebHost;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;
import org.mailkeep.testkit.infra.InfraResource;
import org.mailkeep.testkit.smtp.MailSink;
import org.mailkeep.testkit.tls.CertificateKind;

/**
 * From the sessions of today to reports that others take tomorrow. The jobs run by a clock of the test's; the service's own
 * find nothing due. Every test has a domain of its own.
 */
@QuarkusTest
@QuarkusTestResource(
        value = InfraResource.class,
        initArgs = @ResourceArg(name = InfraResource.DATABASE, value = "report"))
@QuarkusTestResource(ServiceResource.class)
class OwnReportsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init") // InfraResource puts it here
    EmbeddedPostgresql postgresql;

    @SuppressWarnings("NullAway.Init") // InfraResource puts it here
    EmbeddedKafka kafka;

    @SuppressWarnings("NullAway.Init") // ServiceResource puts it here
    Peers peers;

    @Inject
    OutgoingStatistics statistics;

    @Inject
    Database database;

    @Inject
    OutboundDays days;

    @Inject
    OutboundDeliveries deliveries;

    @Inject
    DnsResolver dns;

    @Inject
    HttpsPost https;

    @Inject
    OutgoingMail mail;

    @Inject
    SenderSettings settings;

    private final Instant at = Instant.now();
    private final LocalDate today = LocalDate.ofInstant(at, ZoneOffset.UTC);
    private final MutableClock clock =
            new MutableClock(today.plusDays(1).atTime(2, 0).toInstant(ZoneOffset.UTC));
    private final String domain = "d" + UUID.randomUUID() + ".example";

    @BeforeEach
    void storeIsThere() {
        await().atMost(PATIENCE).until(() -> database.isAvailable());
        peers.relay().answerRecipients("250 2.1.5 ok");
        peers.relay().answerMails("250 2.0.0 kept");
    }

    @Test
    void theSessionsOfADayAreReportedOnceToAllWhoAskForIt() {
        WebHost host = receiver(Reply.status(201));
        announce("v=TLSRPTv1; rua=mailto:reports@" + domain + ",https://tlsrpt." + domain + "/v1?a=b");

        assertThat(post(succeeded(40) + failed("mx1", 2)).getLong("counted")).isEqualTo(42);
        assertThat(post(succeeded(40) + failed("mx1", 2)).getBoolean("known")).isTrue(); // the same octets
        assertThat(post("batch-1" + domain, succeeded(40) + failed("mx1", 2)).getLong("counted"))
                .isEqualTo(42); // another batch of the same
        assertThat(post("batch-1" + domain, succeeded(1)).getBoolean("known")).isTrue();

        buildUntilThere();
        JsonPath report = sent();
        assertThat(report.getString("day")).isEqualTo(today.toString());
        assertThat(report.getLong("succeeded")).isEqualTo(80);
        assertThat(report.getLong("failed")).isEqualTo(4);
        assertThat(report.getList("deliveries.state")).containsExactly("waiting", "waiting");

        clock.advance(settings.spread());
        send();
        send();
        report = sent();
        assertThat(report.getList("deliveries.state")).containsExactly("taken", "taken");
        assertThat(report.getList("deliveries.status")).containsExactly(201, 250);

        assertThat(host.received()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.query()).isEqualTo("a=b");
            assertThat(request.headers()).containsEntry("content-type", "application/tlsrpt+gzip"); // RFC 8460 §5.4
            saysWhatWasCounted(read(Arrival.Payload.REPORT, request.bodyOctets()));
        });
        assertThat(mails()).singleElement().satisfies(one -> {
            assertThat(one.from()).isEqualTo("tlsrpt@" + Peers.SUBMITTER);
            assertThat(one.text()).startsWith("DKIM-Signature: v=1; a=ed25519-sha256"); // RFC 8460 §3
            assertThat(one.text()).contains("\r\nTLS-Required: No\r\n").contains("d=" + Peers.SUBMITTER);
            saysWhatWasCounted(read(Arrival.Payload.MESSAGE, one.octets()));
        });
        byte[] raw = operator()
                .get("/v1/sent-reports/" + report.getString("id") + "/raw")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        assertThat(raw).isEqualTo(host.received().getFirst().bodyOctets());
    }

    @Test
    void whatIsToldOverKafkaIsCountedOnce() {
        announce("v=TLSRPTv1; rua=mailto:reports@" + domain);
        var events = new ArrayList<TlsSession>();
        for (int i = 0; i < 20; i++) {
            events.add(event(i));
        }
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            var bodies = new ArrayList<String>();
            for (int times = 0; times < 2; times++) {
                events.forEach(event -> bodies.add(EventJson.write(event)));
                bodies.add("no event");
            }
            bodies.add(EventJson.write(event(20)));
            List<Future<RecordMetadata>> told = bodies.stream()
                    .map(body -> producer.send(new ProducerRecord<>(TlsSession.TOPIC, domain, body)))
                    .toList();
            producer.flush();
            assertThat(told).allMatch(Future::isDone);
        }
        // 1 + 2 + … + 21
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(counted()).isEqualTo(231));
        buildUntilThere();
        assertThat(sent().getLong("succeeded")).isEqualTo(231);
    }

    @Test
    void theTotalsDoNotDependOnOrderAndBatches() {
        announce("v=TLSRPTv1; rua=mailto:reports@" + domain);
        var lines = new ArrayList<String>();
        for (int i = 1; i <= 300; i++) {
            lines.add(i % 3 == 0 ? failed("mx" + i % 7, i) : succeeded(i));
        }
        Collections.shuffle(lines, new Random(domain.hashCode()));
        var posts = new ArrayList<CompletableFuture<Long>>();
        for (int from = 0; from < lines.size(); from += 17) {
            String batch = String.join("", lines.subList(from, Math.min(lines.size(), from + 17)));
            posts.add(CompletableFuture.supplyAsync(() -> post(batch).getLong("counted")));
        }
        assertThat(posts.stream().mapToLong(CompletableFuture::join).sum()).isEqualTo(300 * 301 / 2);
        buildUntilThere();
        assertThat(sent().getLong("failed")).isEqualTo(3 * 100 * 101 / 2);
        assertThat(sent().getLong("succeeded")).isEqualTo(300 * 301 / 2 - 3 * 100 * 101 / 2);
    }

    @Test
    void replicasDoNotSendTheSame() {
        WebHost host = receiver(Reply.status(200).delivered(Delivery.PROMPT)).distant(Duration.ofMillis(100));
        announce("v=TLSRPTv1; rua=https://tlsrpt." + domain + "/v1");
        post(succeeded(3));
        buildUntilThere();
        clock.advance(settings.spread());
        together(this::send, 4);
        assertThat(host.received()).hasSize(1);
        assertThat(sent().getString("deliveries[0].state")).isEqualTo("taken");
    }

    @Test
    void aReceiverThatFailsIsTriedAgainForADay() {
        WebHost host = receiver(Reply.status(500));
        announce("v=TLSRPTv1; rua=https://tlsrpt." + domain + "/v1");
        post(failed("mx1", 3));
        buildUntilThere();
        clock.advance(settings.spread());

        send();
        fails("waiting", 500);
        Instant first = clock.instant();
        assertThat(due()).isEqualTo(first.plus(Duration.ofMinutes(5)));
        send(); // not due
        assertThat(host.received()).hasSize(1);

        host.answerOtherwise(_ -> Reply.status(429).withHeader("Retry-After", "3600"));
        clock.advance(Duration.ofMinutes(5));
        send();
        fails("waiting", 429);
        assertThat(due()).isAfter(clock.instant().plus(Duration.ofMinutes(9)));

        host.certificate(CertificateKind.WRONG_NAME);
        clock.advance(Duration.ofHours(2));
        send();
        assertThat(sent().getString("deliveries[0].reply")).contains("certificate");

        host.certificate(CertificateKind.GOOD)
                .answerOtherwise(_ -> Reply.status(200).delivered(Delivery.HANG_UP));
        clock.advance(Duration.ofHours(2));
        send();
        assertThat(sent().getString("deliveries[0].reply")).contains("no valid HTTP answer");

        clock.advance(Duration.ofHours(24));
        send();
        assertThat(sent().getString("deliveries[0].state")).isEqualTo("given-up");
        assertThat(sent().getInt("deliveries[0].attempts")).isEqualTo(5);
    }

    @Test
    void aReceiverThatRefusesIsLeftAlone() {
        WebHost host = receiver(Reply.status(404));
        announce("v=TLSRPTv1; rua=https://tlsrpt." + domain + "/v1,mailto:reports@" + domain);
        post(succeeded(9));
        buildUntilThere();
        clock.advance(settings.spread());
        peers.relay().answerRecipients("550 5.1.1 no such user");
        send();
        assertThat(sent().getList("deliveries.state")).containsExactly("refused", "refused");
        assertThat(sent().getList("deliveries.status")).containsExactly(404, 550);
        assertThat(sent().getString("deliveries[1].reply")).contains("no such user");
        clock.advance(Duration.ofHours(5));
        send();
        assertThat(host.received()).hasSize(1);
    }

    @Test
    void aBusyRelayGetsTheMailLater() {
        announce("v=TLSRPTv1; rua=mailto:reports@" + domain);
        post(succeeded(9));
        buildUntilThere();
        clock.advance(settings.spread());
        peers.relay().answerMails("451 4.3.0 busy");
        send();
        fails("waiting", 451);
        peers.relay().answerMails("250 2.0.0 kept");
        clock.advance(Duration.ofMinutes(10));
        send();
        assertThat(sent().getString("deliveries[0].state")).isEqualTo("taken");
        assertThat(mails()).hasSize(1);
    }

    @Test
    void whoWantsNoneGetsNone() {
        peers.internet().dns().put(domain, Signing.NSEC, "@ MX 10 mx"); // no record
        post(succeeded(9));
        announce("two." + domain, "v=TLSRPTv1; rua=mailto:a@" + domain, "v=TLSRPTv1; rua=mailto:b@" + domain);
        post(succeeded(9).replace(domain, "two." + domain)); // RFC 8460 §3: more than one is none
        announce("stop." + domain, "v=TLSRPTv1; rua=mailto:a@" + domain);
        post(succeeded(9).replace(domain, "stop." + domain));
        operator()
                .contentType("application/json")
                .body("{\"reason\":\"they asked\"}")
                .put("/v1/report-suppressions/stop." + domain)
                .then()
                .statusCode(200);
        build();
        assertThat(list("")).isEmpty();
        assertThat(list("two.")).isEmpty();
        assertThat(list("stop.")).isEmpty();
        assertThat(operator().get("/v1/report-suppressions").jsonPath().getList("domain"))
                .contains("stop." + domain);
        operator().delete("/v1/report-suppressions/stop." + domain).then().statusCode(204);
        operator().delete("/v1/report-suppressions/stop." + domain).then().statusCode(404);
    }

    @Test
    void reportsThatWaitAreStoppedToo() {
        WebHost host = receiver(Reply.status(200));
        announce("v=TLSRPTv1; rua=https://tlsrpt." + domain + "/v1");
        post(succeeded(9));
        buildUntilThere();
        operator()
                .contentType("application/json")
                .body("{}")
                .put("/v1/report-suppressions/" + domain)
                .then()
                .statusCode(200);
        clock.advance(settings.spread());
        send();
        assertThat(sent().getString("deliveries[0].state")).isEqualTo("suppressed");
        assertThat(host.received()).isEmpty();
    }

    @Test
    void dnsThatFailsIsAskedAgain() {
        announce("v=TLSRPTv1; rua=mailto:reports@" + domain);
        peers.internet().dns().faults().set("_smtp._tls." + domain, DnsFault.SERVFAIL);
        post(succeeded(9));
        build();
        assertThat(list("")).isEmpty();
        peers.internet().dns().faults().clear("_smtp._tls." + domain);
        clock.advance(Duration.ofMinutes(10));
        buildUntilThere(); // the failure is remembered for a moment
    }

    /** RFC 8460 §3: else reports about reports would never end. */
    @Test
    void noReportIsMadeAboutReports() {
        announce("v=TLSRPTv1; rua=mailto:reports@" + domain);
        JsonPath flagged = post(succeeded(9).replace("\"sessions\"", "\"reportOnly\":true,\"sessions\""));
        assertThat(flagged.getLong("reportOnly")).isEqualTo(9);
        post(failed("mx1", 3)); // a mail server that does not tell
        deliveries.countMail(new DomainName(domain), at).await().atMost(PATIENCE);
        build();
        assertThat(list("")).isEmpty();
    }

    @Test
    void withoutRelayOrKeyNothingLeaves() {
        WebHost host = receiver(Reply.status(200));
        announce("v=TLSRPTv1; rua=https://tlsrpt." + domain + "/v1");
        post(succeeded(9));
        var dry = new SenderSettings(
                TestConfig.of(
                        ReportConfig.class,
                        Map.of(
                                "mailkeep.report.sender.submitter",
                                Peers.SUBMITTER,
                                "mailkeep.report.sender.dry-run",
                                "true")),
                mail);
        await().atMost(PATIENCE).untilAsserted(() -> {
            run(builder(dry).build());
            clock.advance(Duration.ofMinutes(10));
            assertThat(list("")).hasSize(1);
        });
        clock.advance(settings.spread());
        run(new SendReports(deliveries, https, mail, dry, statistics, clock).send());
        send();
        assertThat(sent().getString("deliveries[0].state")).isEqualTo("dry-run");
        assertThat(host.received()).isEmpty();
    }

    @Test
    void badRequestsAreExplained() {
        assertThat(post("{\"at\":\"now\"}\n").getString("faults[0].path")).isEqualTo("$.at");
        status(400, sessions().header("Idempotency-Key", "a b").body(Reports.utf8("{}")), "invalid-key");
        status(413, sessions().body(Reports.utf8(" ".repeat(70_000))), "too-large");
        operator().get("/v1/sent-reports?state=gone").then().statusCode(400);
        operator().get("/v1/sent-reports/" + UUID.randomUUID()).then().statusCode(404);
        given().contentType("application/x-ndjson")
                .body(Reports.utf8("{}"))
                .post("/v1/sessions")
                .then()
                .statusCode(401);
    }

    @Test
    @TestSecurity(user = "viewer", roles = "reports:read")
    void readersDoNotWrite() {
        given().contentType("application/x-ndjson")
                .body(Reports.utf8("{}"))
                .post("/v1/sessions")
                .then()
                .statusCode(403);
        given().delete("/v1/report-suppressions/" + domain).then().statusCode(403);
        given().get("/v1/sent-reports").then().statusCode(200);
    }

    private long counted() {
        return switch (days.counts(new DomainName(domain), today).await().atMost(PATIENCE)) {
            case StoreResult.Done<DayCounts>(DayCounts counts) -> counts.sessions();
            case StoreResult.Unavailable<DayCounts> _ -> -1;
        };
    }

    private WebHost receiver(Reply reply) {
        return peers.internet().web().host("tlsrpt." + domain).answerOtherwise(_ -> reply);
    }

    private void announce(String record) {
        announce(domain, record);
    }

    private void announce(String name, String... records) {
        var zone = new StringBuilder("tlsrpt A 127.0.0.1\n");
        for (String record : records) {
            zone.append("_smtp._tls TXT \"").append(record).append("\"\n");
        }
        peers.internet().dns().put(name, Signing.NSEC, zone.toString());
    }

    private BuildReports builder(SenderSettings how) {
        return new BuildReports(days, dns.anew(), how, new Random(1), clock);
    }

    private void build() {
        run(builder(settings).build());
    }

    /** DNS of a busy machine may need a second attempt. */
    private void buildUntilThere() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            together(this::build, 4);
            clock.advance(Duration.ofMinutes(10));
            assertThat(list("")).hasSize(1);
        });
    }

    private void send() {
        run(new SendReports(deliveries, https, mail, settings, statistics, clock).send());
    }

    private static void run(Uni<Void> job) {
        job.await().atMost(PATIENCE);
    }

    private static void together(Runnable work, int times) {
        var all = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < times; i++) {
            all.add(CompletableFuture.runAsync(work));
        }
        all.forEach(CompletableFuture::join);
    }

    private void fails(String state, int status) {
        assertThat(sent().getString("deliveries[0].state")).isEqualTo(state);
        assertThat(sent().getInt("deliveries[0].status")).isEqualTo(status);
    }

    private Instant due() {
        return Instant.parse(sent().getString("deliveries[0].dueAt"));
    }

    private String succeeded(int sessions) {
        return """
            {"at":"%s","domain":"%s","policyType":"no-policy-found","sessions":%d}
            """.formatted(at, domain, sessions);
    }

    private String failed(String mx, int sessions) {
        return """
            {"at":"%s","domain":"%s","policyType":"sts","policyStrings":["version: STSv1","mode: testing"],\
            "mxHosts":["*.%s"],"resultType":"certificate-host-mismatch","sendingMtaIp":"192.0.2.7",\
            "receivingMxHostname":"%s.%s","receivingIp":"198.51.100.7","sessions":%d}
            """.formatted(at, domain, domain, mx, domain, sessions);
    }

    private TlsSession event(int number) {
        return new TlsSession(
                UUID.nameUUIDFromBytes((domain + number).getBytes(StandardCharsets.UTF_8)),
                at,
                new DomainName(domain),
                "tlsa",
                List.of("3 1 1 00"),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                number + 1L,
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private static JsonPath post(String lines) {
        return sessions()
                .body(Reports.utf8(lines))
                .post("/v1/sessions")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static JsonPath post(String key, String lines) {
        return sessions()
                .header("Idempotency-Key", key)
                .body(Reports.utf8(lines))
                .post("/v1/sessions")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static void status(int status, RequestSpecification request, String slug) {
        Response response = request.post("/v1/sessions");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.jsonPath().getString("type")).isEqualTo("urn:mailkeep:problem:" + slug);
    }

    private static RequestSpecification sessions() {
        return operator().contentType("application/x-ndjson");
    }

    private static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + ServiceResource.BEARER);
    }

    private List<Object> list(String label) {
        return operator()
                .get("/v1/sent-reports?domain=" + label + domain)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("");
    }

    private JsonPath sent() {
        String id = operator()
                .get("/v1/sent-reports?domain=" + domain)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("[0].id");
        return operator()
                .get("/v1/sent-reports/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private List<MailSink.Mail> mails() {
        return peers.relay().received().stream()
                .filter(one -> one.to().equals("reports@" + domain))
                .toList();
    }

    private static TlsReport read(Arrival.Payload payload, byte[] octets) {
        List<Found> found = new ReportReader(Limits.DEFAULTS)
                .read(new Arrival(
                        new UUID(5, 6),
                        Clock.systemUTC().instant(),
                        Arrival.Transport.HTTPS,
                        payload,
                        Optional.empty(),
                        Body.of(octets)));
        if (found.size() == 1 && found.getFirst() instanceof Found.Tls tls) {
            return tls.report();
        }
        throw new AssertionError(found);
    }

    private void saysWhatWasCounted(TlsReport report) {
        assertThat(report.deviations()).isEmpty();
        assertThat(report.organization()).isEqualTo("Ours");
        assertThat(report.range().day()).isEqualTo(today);
        assertThat(report.domains()).containsExactly(new DomainName(domain));
        assertThat(report.policies()).extracting(PolicyResult::succeeded).containsExactly(80L, 0L);
        assertThat(report.policies()).extracting(PolicyResult::failed).containsExactly(0L, 4L);
    }
}
