package org.mailkeep.policy.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.mailkeep.testkit.infra.InfraResource;

@QuarkusTest
@QuarkusTestResource(InfraResource.class)
class MetersTest {

    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    @Test
    void lookupsCachesAndDependenciesAreMetered() {
        assertThat(metrics())
                .contains("tlspolicy_lookups_total{source=\"memory\"}")
                .contains("tlspolicy_lookups_total{source=\"store\"}")
                .contains("tlspolicy_lookups_total{source=\"evaluated\"}")
                .contains("tlspolicy_lookups_total{source=\"waited\"}")
                .contains("tlspolicy_decisions_total{effective=\"dane\"}")
                .contains("tlspolicy_decisions_total{effective=\"tempfail\"}")
                .contains("tlspolicy_cache_entries{cache=\"policies\"}")
                .contains("tlspolicy_cache_entries{cache=\"pending_writes\"}")
                .contains("outbox_pending ");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> metrics().contains("dependency_up{name=\"postgresql\"} 1.0"));
        await().atMost(Duration.ofSeconds(30)).until(() -> metrics().contains("dependency_up{name=\"kafka\"} 1.0"));
    }

    private String metrics() {
        return RestAssured.given().port(managementPort).get("/q/metrics").asString();
    }
}
