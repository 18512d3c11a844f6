package org.mailkeep.keylookup.ops;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.mailkeep.platform.ops.KafkaProbe;
import org.mailkeep.platform.store.Database;

/** Names what is missing, and stays ready: without PostgreSQL or Kafka keys are still found. */
class Dependencies {

    @Produces
    @Singleton
    @Readiness
    HealthCheck postgresql(Database database) {
        return () -> check(
                "postgresql",
                database.isAvailable(),
                "keys are found in memory and by asking; pins are unknown, and nothing new is pinned");
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck kafka(KafkaProbe kafka) {
        return () -> check(
                "kafka",
                kafka.isAvailable(),
                "events wait in the outbox; replicas hear of changes when answers expire");
    }

    private static HealthCheckResponse check(String name, boolean available, String note) {
        var response = HealthCheckResponse.named(name).up().withData("available", available);
        return available ? response.build() : response.withData("note", note).build();
    }
}
