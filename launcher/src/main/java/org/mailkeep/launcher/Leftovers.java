package org.mailkeep.launcher;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;

/** Stops what a launcher left behind whose watchdog was killed with it. */
final class Leftovers {

    private static final long STOP_SECONDS = 10;

    private Leftovers() {}

    /** To be called only when no launcher runs on this folder. */
    static void stop(DataFolder folder) {
        var left = RunState.read(folder.stateFile()).stream()
                .flatMap(state -> state.processes().values().stream())
                .flatMap(mark -> mark.running().stream())
                .toList();
        left.forEach(ProcessHandle::destroy);
        for (var process : left) {
            awaitEnd(process);
        }
        EmbeddedPostgresql.persistent(folder.postgresql(), 0, List.of()).stop();
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            process.destroyForcibly();
        }
    }
}
