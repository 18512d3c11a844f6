package org.mailkeep.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;

/** {@code down}: stops the suite that runs on the data folder. */
@Command(name = "down", description = "Stops the suite; the data stays.", mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofSeconds(70);

    private final Settings settings;
    private final Terminal terminal;

    DownCommand(Settings settings, Terminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var folder = new DataFolder(settings.data());
        if (!Files.isDirectory(folder.path())) {
            terminal.progress("Mailkeep is not running.");
            return 0;
        }
        var lock = folder.lock();
        if (lock.isPresent()) {
            Leftovers.stop(folder);
            var ran = Files.deleteIfExists(folder.stateFile());
            terminal.progress(
                    ran
                            ? "The launcher was gone already; what it left behind is stopped."
                            : "Mailkeep is not running.");
            lock.get().release();
            return 0;
        }
        var launcher = RunState.read(folder.stateFile())
                .flatMap(state -> state.process(RunState.LAUNCHER))
                .orElseThrow(() -> new LauncherException("Mailkeep is just starting or stopping; try again."));
        terminal.progress("Stopping …");
        if (!launcher.destroy()) {
            throw new LauncherException("The launcher (process " + launcher.pid() + ") belongs to another user.");
        }
        try {
            launcher.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            // Its watchdog stops the rest.
            launcher.destroyForcibly();
            terminal.warning("The launcher did not stop by itself and was killed.");
        } catch (ExecutionException e) {
            throw new LauncherException("The launcher (process " + launcher.pid() + ") cannot be watched.", e);
        }
        terminal.progress("Stopped. The data stays in " + folder.path() + ".");
        return 0;
    }
}
