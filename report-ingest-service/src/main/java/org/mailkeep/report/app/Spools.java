package org.mailkeep.report.app;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.mailkeep.report.config.ReportConfig;
import org.mailkeep.report.intake.DiskSpool;

/** The spool on disk, where the settings say. */
class Spools {

    @Produces
    @Singleton
    DiskSpool diskSpool(ReportConfig config) {
        return new DiskSpool(config.spoolFolder(), config.spoolBytes());
    }
}
