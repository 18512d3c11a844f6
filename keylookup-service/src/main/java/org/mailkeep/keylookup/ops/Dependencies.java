package org.mailkeep.keylookup.ops;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;
import org.mailkeep.platform.ops.Dependency;
import org.mailkeep.platform.ops.KafkaProbe;
import org.mailkeep.platform.store.Database;

/** Names what is missing, and stays ready: without PostgreSQL or Kafka keys are still found. */
class Dependencies {

    @Produces
    @Singleton
    @Readiness
    HealthCheck postgresql(Database database) {
        return () -> Dependency.respond(
                "postgresql",
                database.isAvailable(),
                "keys are found in memory and by asking; pins are unknown, and nothing new is pinned");
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck kafka(KafkaProbe kafka) {
        return () -> Dependency.respond(
                "kafka",
                kafka.isAvailable(),
                "events wait in the outbox; replicas hear of changes when answers expire");
    }
}
