package org.mailkeep.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;
import org.mailkeep.testkit.infra.Topic;
import org.mailkeep.testkit.otlp.TraceReceiver;
import org.mailkeep.testkit.otlp.TraceReceiver.Span;

/** A change in one service, and what it brings about in another one behind outbox and Kafka, are one trace. */
@Timeout(300)
class OneTraceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String OUR_SPAN = "00-" + TRACE + "-00f067aa0ba902b7-01";
    private static final String LOCAL_PART = "zq7local";
    private static final String ADDRESS = LOCAL_PART + "@traces.example";

    @TempDir
    Path folder = Path.of("");

    @Test
    void whatAChangeBringsAboutElsewhereBelongsToItsTraceAndTellsNoAddress() throws Exception {
        var postgresql = EmbeddedPostgresql.temporary(List.of(Service.KEYDIR.database(), Service.KEYLOOKUP.database()));
        var kafka = EmbeddedKafka.temporary(Topic.ALL);
        try (postgresql;
                kafka;
                var collector = TraceReceiver.start()) {
            postgresql.start();
            kafka.start();
            try (var keydir = start(Service.KEYDIR, postgresql, kafka, collector, Map.of());
                    var keylookup = start(
                            Service.KEYLOOKUP,
                            postgresql,
                            kafka,
                            collector,
                            Map.of("mailkeep.keydir.url", "http://127.0.0.1:" + keydir.httpPort()))) {
                assertThat(keydir.ask(
                                        "PUT",
                                        "/v1/domains/traces.example",
                                        "{\"kind\":\"own\"}",
                                        "Content-Type",
                                        "application/json")
                                .statusCode())
                        .isEqualTo(201);

                assertThat(keydir.ask(
                                        "PUT",
                                        "/v1/accounts/" + LOCAL_PART,
                                        "{\"primary\":\"" + ADDRESS + "\"}",
                                        "Content-Type",
                                        "application/json")
                                .statusCode())
                        .isEqualTo(201);
                // An address that is given up is told to others.
                assertThat(keydir.ask(
                                        "PUT",
                                        "/v1/accounts/" + LOCAL_PART,
                                        "{\"primary\":\"other@traces.example\"}",
                                        "Content-Type",
                                        "application/json",
                                        "traceparent",
                                        OUR_SPAN)
                                .statusCode())
                        .isEqualTo(200);
                keylookup.ask("GET", "/v1/keys?email=" + ADDRESS, "");
                keylookup.ask("GET", "/vks/v1/by-email/" + ADDRESS, "");
                keydir.ask(
                        "GET",
                        "/.well-known/openpgpkey/traces.example/hu/kei1q4tipxxu1yj79k9kfukdhfy631xe?l=" + LOCAL_PART,
                        "");

                await(
                        collector,
                        span -> isOf(span, "keydir-service") && span.name().equals("PUT /v1/accounts/{id}"));
                await(collector, span -> isOf(span, "keydir-service") && isOfTopic(span));
                await(collector, span -> isOf(span, "keylookup-service") && isOfTopic(span));
                await(collector, span -> isOf(span, "keylookup-service") && isStatement(span));
                await(collector, span -> span.name().startsWith("GET /v1/keys"));

                assertThat(collector.spans()).allSatisfy(span -> {
                    assertThat(span.toString()).doesNotContain(LOCAL_PART);
                    assertThat(span.events()).isZero();
                });
            }
        }
    }

    private PackagedService start(
            Service service,
            EmbeddedPostgresql postgresql,
            EmbeddedKafka kafka,
            TraceReceiver collector,
            Map<String, String> more)
            throws Exception {
        var settings = new HashMap<>(more);
        settings.put("mailkeep.dns.mode", "off");
        settings.put("quarkus.otel.exporter.otlp.endpoint", collector.url().toString());
        settings.put("quarkus.otel.bsp.schedule.delay", "200ms");
        var started = PackagedService.start(service, folder, postgresql, kafka, settings);
        started.awaitDependencies();
        return started;
    }

    private static boolean isOf(Span span, String service) {
        return span.service().equals(service) && span.traceId().equals(TRACE);
    }

    private static boolean isOfTopic(Span span) {
        return "mailkeep.keydir".equals(span.attributes().get("messaging.destination.name"))
                && span.attributes().containsKey("messaging.consumer.group.name");
    }

    private static boolean isStatement(Span span) {
        return span.attributes().keySet().stream().anyMatch(name -> name.startsWith("db."));
    }

    private static void await(TraceReceiver collector, Predicate<Span> wanted) throws InterruptedException {
        var limit = System.nanoTime() + PATIENCE.toNanos();
        while (collector.spans().stream().noneMatch(wanted)) {
            assertThat(System.nanoTime()).as("spans: %s", collector.spans()).isLessThan(limit);
            Thread.sleep(100);
        }
    }
}
