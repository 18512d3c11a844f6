package org.mailkeep.policy.ops;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
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
        return () -> check(
                "postgresql",
                database.isAvailable(),
                "policies are not shared with other replicas, and are lost when this one stops");
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck kafka(KafkaProbe kafka) {
        return () ->
                check("kafka", kafka.isAvailable(), "events wait in the outbox, and purges reach this replica only");
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck dnssec(DnssecStatus dnssec) {
        return () -> {
            Optional<String> problem = dnssec.problem();
            return check("dnssec-validation", problem.isEmpty(), problem.orElse(""));
        };
    }

    private static HealthCheckResponse check(String name, boolean available, String note) {
        var response = HealthCheckResponse.named(name).up().withData("available", available);
        return available ? response.build() : response.withData("note", note).build();
    }
}
