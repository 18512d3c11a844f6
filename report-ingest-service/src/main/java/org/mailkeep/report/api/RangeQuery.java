package org.mailkeep.report.api;

import jakarta.ws.rs.DefaultValue;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.mailkeep.report.domain.dashboard.TimeRange;

/** Which days are asked for, and whose reports. */
class RangeQuery {

    @RestQuery
    @Parameter(description = "The first day; 30 days where it is missing.")
    @Nullable String from;

    @RestQuery
    @Parameter(description = "The last day; today where it is missing.")
    @Nullable String to;

    @RestQuery
    @DefaultValue("true")
    @Parameter(description = "By known senders, or by the others.")
    boolean verified;

    TimeRange range(Clock clock) {
        return Times.range(from, to, clock);
    }
}
