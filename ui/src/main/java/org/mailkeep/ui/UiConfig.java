package org.mailkeep.ui;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.time.Duration;

/** Everything about the pages that an operator can set. */
@ConfigMapping(prefix = "mailkeep.ui")
interface UiConfig {

    /** Where browsers find the page of policy-service. */
    @WithName("policy-url")
    @WithDefault("http://127.0.0.1:8081/")
    URI policyUrl();

    /** Where browsers find the page of keydir-service. */
    @WithName("keydir-url")
    @WithDefault("http://127.0.0.1:8082/")
    URI keydirUrl();

    /** Where browsers find the page of keylookup-service. */
    @WithName("keylookup-url")
    @WithDefault("http://127.0.0.1:8083/")
    URI keylookupUrl();

    /** Where browsers find the page of report-ingest-service. */
    @WithName("report-url")
    @WithDefault("http://127.0.0.1:8084/")
    URI reportUrl();

    /** How long somebody stays signed in. */
    @WithName("session-lifetime")
    @WithDefault("12h")
    Duration sessionLifetime();
}
