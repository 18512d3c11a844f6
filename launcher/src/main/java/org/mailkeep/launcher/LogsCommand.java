package org.mailkeep.launcher;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.mailkeep.launcher.Terminal.Colour;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logs}: the end of the services' logs. */
@Command(name = "logs", description = "Shows the last lines of the logs.", mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(250);
    private static final int MAX_TAIL_BYTES = 1 << 20;

    private final Settings settings;
    private final Terminal terminal;

    @Parameters(
            arity = "0..1",
            paramLabel = "SERVICE",
            description =
                    "policy, keydir, keylookup, report, launcher or postgresql; all services where it is missing.")
    private String name = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is written from now on, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "LINES",
            description = "How many of the last lines of each log (${DEFAULT-VALUE}).")
    private int lines = 100;

    LogsCommand(Settings settings, Terminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var logs = chosen();
        var positions = new LinkedHashMap<String, Long>();
        for (var log : logs.entrySet()) {
            positions.put(log.getKey(), showEnd(log.getKey(), log.getValue(), logs.size() > 1));
        }
        while (follow) {
            Thread.sleep(POLL);
            for (var log : logs.entrySet()) {
                var from = positions.getOrDefault(log.getKey(), 0L);
                positions.put(log.getKey(), showFrom(from, log.getKey(), log.getValue(), logs.size() > 1));
            }
        }
        return 0;
    }

    private Map<String, Path> chosen() {
        var folder = new DataFolder(settings.data());
        var all = new LinkedHashMap<String, Path>();
        Arrays.stream(Service.values()).map(Service::module).forEach(module -> all.put(module, folder.log(module)));
        if (name.isEmpty()) {
            return all;
        }
        all.put(RunState.LAUNCHER, folder.log(RunState.LAUNCHER));
        all.put("postgresql", folder.postgresql().resolve("server.log"));
        var found = Stream.of(name, name + "-service", name + "-ingest-service")
                .filter(all::containsKey)
                .findFirst()
                .orElseThrow(() -> new LauncherException("There is no service \"" + Terminal.harmless(name)
                        + "\"; there are " + String.join(", ", all.keySet()) + "."));
        return Map.of(found, all.getOrDefault(found, folder.logs()));
    }

    private long showEnd(String service, Path log, boolean named) throws IOException {
        if (!Files.exists(log)) {
            if (!named) {
                terminal.progress("There is no log of " + service + " yet.");
            }
            return 0;
        }
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            var end = file.length();
            var complete = completeLines(file, Math.max(0, end - MAX_TAIL_BYTES), end);
            complete.text()
                    .subList(
                            Math.max(0, complete.text().size() - lines),
                            complete.text().size())
                    .forEach(line -> print(service, line, named));
            return complete.end();
        }
    }

    /** Shows what was added since; from the start again where the log was begun anew. */
    private long showFrom(long position, String service, Path log, boolean named) throws IOException {
        if (!Files.exists(log)) {
            return 0;
        }
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            var end = file.length();
            var from = end < position ? 0 : position;
            var complete = completeLines(file, from, Math.min(end, from + MAX_TAIL_BYTES));
            complete.text().forEach(line -> print(service, line, named));
            return complete.end();
        }
    }

    private record Lines(List<String> text, long end) {}

    private static Lines completeLines(RandomAccessFile file, long from, long to) throws IOException {
        var bytes = new byte[(int) (to - from)];
        file.seek(from);
        file.readFully(bytes);
        var text = new ArrayList<String>();
        var start = 0;
        for (var i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                text.add(new String(bytes, start, i - start, StandardCharsets.UTF_8));
                start = i + 1;
            }
        }
        return new Lines(text, from + start);
    }

    private void print(String service, String line, boolean named) {
        terminal.print((named ? terminal.paint(Colour.DIM, service + " | ") : "") + line);
    }
}
