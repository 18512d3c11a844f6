package org.mailkeep.report.config;

import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** How failures become incidents. */
public interface IncidentSettings {

    /** Complete days with reports and without the failure that end an incident, at least 1. */
    @WithName("clean-days")
    @WithDefault("3")
    int cleanDays();

    /** So long a domain is left alone after policy-service was asked to look at it. */
    @WithName("recheck-pause")
    @WithDefault("10m")
    Duration recheckPause();
}
