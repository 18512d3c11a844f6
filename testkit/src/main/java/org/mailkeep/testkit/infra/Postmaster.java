package org.mailkeep.testkit.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The PostgreSQL process that a {@code postmaster.pid} file names. */
final class Postmaster {

    private static final Duration EXIT_LIMIT = Duration.ofSeconds(10);

    private Postmaster() {}

    /** Kills the process that the file names, where it still is a PostgreSQL server, and waits until it is gone. */
    static void killLeftover(Path pidFile) throws IOException {
        var leftover = running(pidFile);
        if (leftover.isEmpty()) {
            return;
        }
        // A killed server's children notice and go by themselves; until then they hold its shared memory.
        var family = Stream.concat(leftover.stream(), leftover.orElseThrow().children())
                .toList();
        leftover.orElseThrow().destroyForcibly();
        for (var process : family) {
            try {
                process.onExit().get(EXIT_LIMIT.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while PostgreSQL was stopping", e);
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException("the PostgreSQL process " + process.pid() + " cannot be killed", e);
            }
        }
    }

    private static Optional<ProcessHandle> running(Path pidFile) throws IOException {
        try (var lines = Files.lines(pidFile)) {
            return lines.findFirst()
                    .filter(line -> line.matches("[0-9]{1,10}"))
                    .flatMap(line -> ProcessHandle.of(Long.parseLong(line)))
                    .filter(ProcessHandle::isAlive)
                    // After a reboot the number may be anybody's.
                    .filter(process -> process.info().command().orElse("").endsWith("postgres"));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
