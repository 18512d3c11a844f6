package org.mailkeep.launcher;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.mailkeep.launcher.Terminal.Colour;
import picocli.CommandLine.Command;

/** {@code status}: what runs and whether it is ready. */
@Command(
        name = "status",
        description = "Shows what runs and whether it is ready.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all services are ready", "1:some are not", "3:the suite is not running"})
final class StatusCommand implements Callable<Integer> {

    private static final int NOT_RUNNING = 3;

    private final Settings settings;
    private final Terminal terminal;

    StatusCommand(Settings settings, Terminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        var state = RunState.read(new DataFolder(settings.data()).stateFile());
        var launcher = state.flatMap(found -> found.process(RunState.LAUNCHER));
        if (state.isEmpty() || launcher.isEmpty()) {
            terminal.print("Mailkeep is not running.");
            return NOT_RUNNING;
        }
        terminal.print("Mailkeep runs" + (state.get().live() ? " on the real internet" : " with its demo world")
                + ", launcher process " + launcher.get().pid() + ", data in " + settings.data());
        var running = settings.withPorts(state.get().ports());
        var allReady = true;
        try (var loopback = new Loopback()) {
            for (var service : Service.values()) {
                var process = state.get().process(service.module());
                var condition = process.isEmpty() ? "stopped" : readiness(loopback, running, service);
                allReady &= condition.equals("ready");
                terminal.print(String.format(
                        Locale.ROOT,
                        "  %-22s %s  %-24s %s",
                        service.module(),
                        terminal.paint(
                                condition.equals("ready") ? Colour.GREEN : Colour.RED,
                                String.format(Locale.ROOT, "%-9s", condition)),
                        running.url(service.http()),
                        process.map(found -> "process " + found.pid()).orElse("")));
            }
        }
        return allReady ? 0 : 1;
    }

    private static String readiness(Loopback loopback, Settings running, Service service) throws InterruptedException {
        try {
            var answer = loopback.get(running.url(service.management()) + "/q/health/ready");
            return answer.status() == 200 ? "ready" : "not ready";
        } catch (IOException e) {
            return "no answer";
        }
    }
}
