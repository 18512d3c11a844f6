package org.mailkeep.report.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.platform.store.Database;
import org.mailkeep.report.Peers;
import org.mailkeep.report.Reports;
import org.mailkeep.report.ServiceResource;
import org.mailkeep.report.domain.incident.DigestWeek;
import org.mailkeep.testkit.infra.InfraResource;

@QuarkusTest
@QuarkusTestResource(
        value = InfraResource.class,
        initArgs = @ResourceArg(name = InfraResource.DATABASE, value = "report"))
@QuarkusTestResource(ServiceResource.class)
class SendDigestTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    SendDigest digest;

    @SuppressWarnings("NullAway.Init") // ServiceResource puts it here
    Peers peers;

    @Inject
    Database database;

    @Test
    void oneReplicaSendsTheWeekOnce() {
        await().atMost(PATIENCE).until(() -> database.isAvailable());
        // Given failures in the last week
        LocalDate monday = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .minusWeeks(1);
        String domain = ServiceResource.watched(5);
        given().contentType("application/tlsrpt+json")
                .body(Reports.utf8(Reports.tls("Company-X", domain, domain, 8, 2)
                        .replace("2026-11-20", monday.plusDays(2).toString())
                        .replace("certificate-expired", "odd<b>type")))
                .post("/v1/tlsrpt/" + ServiceResource.watchedPath(5))
                .then()
                .statusCode(201);
        await().atMost(PATIENCE)
                .until(() -> !given().header("Authorization", "Bearer " + ServiceResource.BEARER)
                        .queryParam("domain", domain)
                        .get("/v1/incidents")
                        .jsonPath()
                        .getList("")
                        .isEmpty());

        // When two replicas find it due
        var week = new DigestWeek(monday);
        boolean first = digest.send(week).await().atMost(PATIENCE);
        boolean second = digest.send(week).await().atMost(PATIENCE);

        // Then one mail goes out, with the hostile word escaped
        assertThat(List.of(first, second)).containsExactly(true, false);
        assertThat(peers.relay().received().stream().filter(mail -> mail.to().equals("ops@hosted.example")))
                .singleElement()
                .satisfies(mail -> assertThat(mail.text())
                        .contains(domain + "  8  2", "odd&lt;b&gt;type", "Subject: TLS reports ")
                        .doesNotContain("<td>odd<b>"));
    }
}
