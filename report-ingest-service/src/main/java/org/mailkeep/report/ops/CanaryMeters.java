package org.mailkeep.report.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.mailkeep.report.app.Canaries;

/** Tells whether our own test reports arrive. */
@ApplicationScoped
class CanaryMeters {

    void register(@Observes StartupEvent event, MeterRegistry meters, Canaries canaries) {
        for (String path : Canaries.names()) {
            Gauge.builder("report_canary_overdue", canaries, self -> self.isOverdue(path) ? 1 : 0)
                    .description("Whether the latest test report should have arrived by this path, and has not")
                    .tag("path", path)
                    .register(meters);
        }
    }
}
