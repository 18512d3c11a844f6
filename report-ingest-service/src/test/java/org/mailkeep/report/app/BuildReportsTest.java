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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.TlsSession;
import org.mailkeep.platform.events.EventJson;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.Reports;
import org.mailkeep.report.ServiceResource;
import org.mailkeep.report.domain.outbound.DayCounts;
import org.mailkeep.testkit.dns.DnsFault;
import org.mailkeep.testkit.dns.Signing;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.InfraResource;

/** Sessions are counted once, and a report is made of them for who asks for one. */
@QuarkusTest
@QuarkusTestResource(
        value = InfraResource.class,
        initArgs = @ResourceArg(name = InfraResource.DATABASE, value = "report"))
@QuarkusTestResource(ServiceResource.class)
class BuildReportsTest extends OwnReportsCase {

    @SuppressWarnings("NullAway.Init") // InfraResource puts it here
    EmbeddedKafka kafka;

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

    private static void status(int status, RequestSpecification request, String slug) {
        Response response = request.post("/v1/sessions");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.jsonPath().getString("type")).isEqualTo("urn:mailkeep:problem:" + slug);
    }
}
