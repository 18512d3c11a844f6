package org.mailkeep.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.common.utils.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code up}: starts the suite and stays with it until Ctrl-C or {@code down}. */
@Command(
        name = "up",
        description = {
            "Starts the whole suite on this machine and stays with it until Ctrl-C or \"mailkeep down\".",
            "Without --live the services see a small demo internet on 127.0.0.1 instead of the real one."
        },
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    private final Settings settings;
    private final Terminal terminal;

    @Option(
            names = "--live",
            description =
                    "Use the real resolver and the real internet; MAILKEEP_* settings reach the services as they are.")
    private boolean live;

    UpCommand(Settings settings, Terminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        var started = Instant.now();
        checkPackaged();
        var folder = new DataFolder(settings.data());
        folder.prepare();
        var lock = folder.lock()
                .orElseThrow(() -> new LauncherException("Mailkeep is running already on " + folder.path()
                        + ". See \"mailkeep status\", or stop it with" + " \"mailkeep down\"."));
        LauncherLog.to(folder.log(RunState.LAUNCHER));
        var signal = StopSignal.install();
        try {
            Leftovers.stop(folder);
            PortCheck.check(
                    settings,
                    Arrays.stream(Port.values())
                            .filter(port -> !(live && port.demo()))
                            .toList());
            folder.token();
            run(folder, signal, started);
            lock.release();
            return 0;
        } catch (IOException e) {
            throw new LauncherException(
                    "The lock on " + folder.path() + " could not be released: " + e.getMessage(), e);
        } finally {
            signal.stopped();
        }
    }

    private void run(DataFolder folder, StopSignal signal, Instant started) throws InterruptedException {
        terminal.progress(terminal.paint(Terminal.Colour.BOLD, "Starting Mailkeep")
                + (live ? " on the real internet" : " with its demo world") + ", data in " + folder.path());
        Exit.setHaltProcedure((status, message) -> {
            terminal.error("Kafka cannot go on (is the disk of " + folder.path() + " full?); see "
                    + folder.log(RunState.LAUNCHER) + ". Everything is stopped.");
            // Kafka's own rule; the watchdog stops the rest.
            Runtime.getRuntime().halt(1);
        });
        try (var suite = new Suite(settings, folder, live, terminal, signal)) {
            suite.start();
            if (!signal.isWanted()) {
                suite.reportLosses();
                var seconds = Duration.between(started, Instant.now()).toMillis() / 1000.0;
                terminal.progress(String.format(Locale.ROOT, "Ready after %.1f s.", seconds));
                try (var loopback = new Loopback()) {
                    new Tour(settings, folder, live, terminal, loopback).show();
                }
                terminal.progress("Stop it with Ctrl-C or \"mailkeep down\".");
            }
            signal.await();
            terminal.progress("Stopping …");
        }
        terminal.progress("Stopped. The data stays in " + folder.path() + ".");
    }

    private void checkPackaged() {
        for (var service : Service.values()) {
            var jar = service.jar(settings.home());
            if (!Files.isReadable(jar)) {
                throw new LauncherException(service.module() + " is not built: " + jar
                        + " is missing. Run ./mailkeep up, which builds it.");
            }
        }
    }
}
