package org.mailkeep.keydir.app;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;

/** Gives the directory its turn, also after an outage of the store. */
@ApplicationScoped
public class DirectoryUpkeep {

    private final Directory directory;

    DirectoryUpkeep(Directory directory) {
        this.directory = directory;
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    void upkeep() {
        directory.upkeep();
    }

    /** How far this replica is with its directory. */
    public DirectoryState state() {
        return directory.state();
    }
}
