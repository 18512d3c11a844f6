package org.mailkeep.keydir.ops;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.mailkeep.keydir.app.DirectoryState;
import org.mailkeep.keydir.app.DirectoryUpkeep;
import org.mailkeep.keydir.app.ServedDomains;
import org.mailkeep.platform.ops.Dependency;
import org.mailkeep.platform.ops.KafkaProbe;
import org.mailkeep.platform.store.Database;

/**
 * Names what is missing. Only a directory that is not in memory yet makes a replica unready: without PostgreSQL or Kafka
 * it goes on to serve what it has.
 */
class Dependencies {

    @Produces
    @Singleton
    @Readiness
    HealthCheck directory(DirectoryUpkeep directory, ServedDomains domains) {
        return () -> {
            DirectoryState state = directory.state();
            return HealthCheckResponse.named("directory")
                    .status(state.complete() && domains.isLoaded())
                    .withData("addresses", state.addresses())
                    .withData("expected", state.expected())
                    .withData("waiting", state.waiting())
                    .build();
        };
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck postgresql(Database database) {
        return () -> Dependency.respond("postgresql", database.isAvailable(), "nothing can be published or withdrawn");
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck kafka(KafkaProbe kafka) {
        return () ->
                Dependency.respond("kafka", kafka.isAvailable(), "other replicas learn of changes some minutes later");
    }
}
