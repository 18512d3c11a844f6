package org.mailkeep.report.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.Peers;
import org.mailkeep.report.Reports;
import org.mailkeep.report.ServiceResource;
import org.mailkeep.report.config.ReportConfig;
import org.mailkeep.report.deliver.HttpsPost;
import org.mailkeep.report.domain.Arrival;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.found.Found;
import org.mailkeep.report.domain.tlsrpt.PolicyResult;
import org.mailkeep.report.domain.tlsrpt.TlsReport;
import org.mailkeep.report.intake.Limits;
import org.mailkeep.report.intake.ReportReader;
import org.mailkeep.testkit.TestConfig;
import org.mailkeep.testkit.https.Delivery;
import org.mailkeep.testkit.https.Reply;
import org.mailkeep.testkit.https.WebHost;
import org.mailkeep.testkit.infra.InfraResource;
import org.mailkeep.testkit.smtp.MailSink;
import org.mailkeep.testkit.tls.CertificateKind;

/** Reports go to all who ask for them, are tried again for a day, and never leave twice. */
@QuarkusTest
@QuarkusTestResource(
        value = InfraResource.class,
        initArgs = @ResourceArg(name = InfraResource.DATABASE, value = "report"))
@QuarkusTestResource(ServiceResource.class)
class SendReportsTest extends OwnReportsCase {

    @Inject
    OutgoingStatistics statistics;

    @Inject
    HttpsPost https;

    @Inject
    OutgoingMail mail;

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

    private WebHost receiver(Reply reply) {
        return peers.internet().web().host("tlsrpt." + domain).answerOtherwise(_ -> reply);
    }

    private void send() {
        run(new SendReports(deliveries, https, mail, settings, statistics, clock).send());
    }

    private void fails(String state, int status) {
        assertThat(sent().getString("deliveries[0].state")).isEqualTo(state);
        assertThat(sent().getInt("deliveries[0].status")).isEqualTo(status);
    }

    private Instant due() {
        return Instant.parse(sent().getString("deliveries[0].dueAt"));
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
