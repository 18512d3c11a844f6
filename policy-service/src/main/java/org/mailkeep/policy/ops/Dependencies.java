package org.mailkeep.policy.ops;

import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.mailkeep.policy.events.KafkaProbe;
import org.mailkeep.policy.store.Database;

/**
 * Names what is missing, and stays ready: without PostgreSQL or Kafka lookups go on correctly, and a replica that is
 * not ready would get none.
 */
class Dependencies {

    @Produces
    @Readiness
    HealthCheck postgresql(Database database) {
        return () -> check(
                "postgresql",
                database.isAvailable(),
                "policies are not shared with other replicas, and are lost when this one stops");
    }

    @Produces
    @Readiness
    HealthCheck kafka(KafkaProbe kafka) {
        return () ->
                check("kafka", kafka.isAvailable(), "events wait in the outbox, and purges reach this replica only");
    }

    private static HealthCheckResponse check(String name, boolean available, String loss) {
        var response = HealthCheckResponse.named(name).up().withData("available", available);
        return available
                ? response.build()
                : response.withData("meanwhile", loss).build();
    }
}
