package org.mailkeep.keydir.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import org.mailkeep.keydir.app.DirectoryUpkeep;
import org.mailkeep.keydir.app.WkdStatistics;
import org.mailkeep.keydir.app.WkdStatistics.Outcome;

/** The meters of the Web Key Directory; every label comes from a closed set. */
@ApplicationScoped
class WkdMeters {

    void register(
            @Observes StartupEvent event, MeterRegistry meters, WkdStatistics statistics, DirectoryUpkeep directory) {
        for (Outcome outcome : Outcome.values()) {
            FunctionCounter.builder("keydir_wkd_answers", statistics, counted -> counted.of(outcome))
                    .description("Web Key Directory requests, by what they came to")
                    .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
        Gauge.builder(
                        "keydir_directory_addresses",
                        directory,
                        kept -> kept.state().addresses())
                .description("Addresses in memory")
                .register(meters);
        Gauge.builder("keydir_directory_bytes", directory, kept -> kept.state().octets())
                .description("Bytes that are served for the addresses in memory")
                .baseUnit("bytes")
                .register(meters);
        Gauge.builder(
                        "keydir_directory_waiting",
                        directory,
                        kept -> kept.state().waiting())
                .description("Addresses that changed and are still to be read again")
                .register(meters);
    }
}
