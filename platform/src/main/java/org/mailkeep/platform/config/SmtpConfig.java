package org.mailkeep.platform.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How mail servers are reached. */
@ConfigMapping(prefix = "mailkeep.smtp")
public interface SmtpConfig {

    /** Port of peers' SMTP; another than 25 only for tests and demos. */
    @WithDefault("25")
    int port();
}
