package org.mailkeep.report.app;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.mailkeep.report.config.LmtpConfig;

/** The settings of the LMTP server. */
class LmtpSettingsSource {

    @Produces
    @Singleton
    LmtpSettings settings(LmtpConfig config) {
        return new LmtpSettings(
                config.host(), config.port(), config.connections(), config.idleTimeout(), config.memoryBytes());
    }
}
