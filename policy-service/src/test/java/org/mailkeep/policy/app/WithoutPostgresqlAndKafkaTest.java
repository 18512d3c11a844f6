package org.mailkeep.policy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.events.OutboxRelay;
import org.mailkeep.platform.ops.KafkaProbe;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.Migration;
import org.mailkeep.platform.store.Outbox;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.policy.SamplePolicies;
import org.mailkeep.policy.config.PolicyConfig;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.store.PolicyRepository;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;
import org.mailkeep.testkit.infra.InfraResource;

/** PostgreSQL and Kafka are really stopped and started. */
@QuarkusTest
@QuarkusTestResource(InfraResource.class)
class WithoutPostgresqlAndKafkaTest {

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @SuppressWarnings("NullAway.Init") // InfraResource puts it here
    EmbeddedPostgresql postgresql;

    @SuppressWarnings("NullAway.Init") // InfraResource puts it here
    EmbeddedKafka kafka;

    @Inject
    PolicyRepository repository;

    @Inject
    OutboxRelay relay;

    @Inject
    Outbox outbox;

    @Inject
    HostMemory hosts;

    @Inject
    Overrides overrides;

    @Inject
    PolicyConfig config;

    @Inject
    Clock clock;

    @Inject
    Migration migration;

    @Inject
    Database database;

    @Inject
    KafkaProbe kafkaProbe;

    @Inject
    PolicyMemory runningMemory;

    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    private Replica replica;

    @BeforeEach
    void bothAreThere() {
        migration.whenDone().await().atMost(PATIENCE);
        await().atMost(PATIENCE).until(() -> database.isAvailable() && kafkaProbe.isAvailable());
        replica = new Replica(
                (name, _, _) -> Uni.createFrom().item(dane(name)), repository, relay, hosts, overrides, config, clock);
    }

    @AfterEach
    void bothAreBack() {
        postgresql.start();
        kafka.start();
        await().atMost(PATIENCE).until(() -> database.isAvailable() && kafkaProbe.isAvailable());
    }

    @Test
    void lookupsGoOnWithoutPostgresqlAndNothingIsLost() {
        DomainName known = domain();
        DomainName purged = domain();
        TlsPolicy before = replica.find(known);
        TlsPolicy beforePurge = replica.find(purged);
        runningMemory.remember(beforePurge, Instant.now());
        postgresql.stop();

        // The first few pay for finding out, the others nothing.
        IntStream.range(0, 6).forEach(_ -> replica.find(domain()));
        Instant start = Instant.now();
        List<TlsPolicy> answers =
                IntStream.range(0, 200).mapToObj(_ -> replica.find(domain())).toList();
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(3));
        assertThat(answers).allMatch(policy -> policy.version() == 0);
        assertThat(replica.find(known)).isEqualTo(before);
        assertThat(Replica.await(replica.purge.purge(purged, "operator")))
                .isEqualTo(new PurgePolicy.Outcome.Deferred());
        TlsPolicy anew = replica.find(purged);
        assertThat(anew.evaluatedAt()).isAfter(beforePurge.evaluatedAt());
        await().atMost(PATIENCE).until(() -> !available("postgresql"));
        assertThat(available("kafka")).isTrue();

        postgresql.start();
        await().atMost(PATIENCE).until(() -> database.isAvailable());
        await().atMost(PATIENCE).until(() -> {
            Replica.await(replica.write.write());
            return replica.pending.size() == 0;
        });
        Replica other = new Replica(
                (_, _, _) -> Uni.createFrom().failure(new AssertionError("must not evaluate")),
                repository,
                relay,
                hosts,
                overrides,
                config,
                clock);
        assertThat(answers)
                .allSatisfy(policy ->
                        assertThat(other.find(policy.domain()).version()).isPositive());
        assertThat(replica.find(purged).version()).isGreaterThan(beforePurge.version());
        assertThat(other.find(purged)).isEqualTo(replica.find(purged));
        await().atMost(PATIENCE).until(() -> runningMemory.last(purged).isEmpty());
    }

    @Test
    void eventsWaitForKafka() {
        DomainName domain = domain();
        TlsPolicy first = replica.find(domain);
        runningMemory.remember(first, Instant.now());
        kafka.stop();
        await().atMost(PATIENCE).until(() -> !available("kafka"));

        replica.find(domain());
        Replica.await(replica.purge.purge(domain, "operator"));
        assertThat(replica.find(domain).version()).isGreaterThan(first.version());
        assertThat(available("postgresql")).isTrue();
        assertThat(pending()).isPositive();
        assertThat(runningMemory.last(domain)).isPresent();

        kafka.start();
        await().atMost(PATIENCE).until(() -> runningMemory.last(domain).isEmpty());
        await().atMost(PATIENCE).until(() -> pending() == 0);
        await().atMost(PATIENCE).until(() -> available("kafka"));
    }

    private long pending() {
        return switch (Replica.await(outbox.pending())) {
            case StoreResult.Done<Long>(Long count) -> count;
            case StoreResult.Unavailable<Long> failed -> throw new AssertionError(failed.why());
        };
    }

    /** Also sees to it that the service stays ready. */
    private boolean available(String dependency) {
        JsonPath health = RestAssured.given()
                .port(managementPort)
                .get("/q/health/ready")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        return health.getBoolean("checks.find { it.name == '" + dependency + "' }.data.available");
    }

    private TlsPolicy dane(DomainName name) {
        return SamplePolicies.dane(name.value(), clock.instant(), LIFE);
    }

    private static DomainName domain() {
        return new DomainName("d" + UUID.randomUUID() + ".example");
    }
}
