package org.mailkeep.report.ops;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;
import org.mailkeep.platform.ops.Dependency;
import org.mailkeep.platform.ops.KafkaProbe;
import org.mailkeep.platform.store.Database;

/** Names what is missing, and stays ready: reports are taken in without PostgreSQL and Kafka, too. */
class Dependencies {

    @Produces
    @Singleton
    @Readiness
    HealthCheck postgresql(Database database) {
        return () -> Dependency.respond(
                "postgresql", database.isAvailable(), "reports are spooled on disk, and none can be looked at");
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck kafka(KafkaProbe kafka) {
        return () -> Dependency.respond("kafka", kafka.isAvailable(), "events wait in the outbox");
    }
}
