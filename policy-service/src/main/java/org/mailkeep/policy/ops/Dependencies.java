package org.mailkeep.policy.ops;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;
import org.mailkeep.platform.ops.Dependency;
import org.mailkeep.platform.ops.KafkaProbe;
import org.mailkeep.platform.store.Database;
import org.mailkeep.policy.app.DnssecStatus;

/**
 * Names what is missing, and stays ready: without PostgreSQL or Kafka lookups go on correctly, and a replica that is
 * not ready would get none. The same holds for DNSSEC validation, whose failure makes answers temporary failures.
 */
class Dependencies {

    @Produces
    @Singleton
    @Readiness
    HealthCheck postgresql(Database database) {
        return () -> Dependency.respond(
                "postgresql",
                database.isAvailable(),
                "policies are not shared with other replicas, and are lost when this one stops");
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck kafka(KafkaProbe kafka) {
        return () -> Dependency.respond(
                "kafka", kafka.isAvailable(), "events wait in the outbox, and purges reach this replica only");
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck dnssec(DnssecStatus dnssec) {
        return () -> {
            Optional<String> problem = dnssec.problem();
            return Dependency.respond("dnssec-validation", problem.isEmpty(), problem.orElse(""));
        };
    }
}
