package org.mailkeep.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.testkit.infra.FreePort;

/** The whole suite from its packaged jars, as {@code ./mailkeep up} starts it. */
@Timeout(300)
class LauncherTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path data = Path.of("");

    private final Map<String, String> environment = new HashMap<>();
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endWhatAFailureLeft() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void theSuiteStartsKeepsItsDataAndLeavesNothingBehindEvenWhenKilled() throws Exception {
        for (var service : Service.values()) {
            assertThat(service.jar(HOME))
                    .as("this test needs packaged services: run ./mvnw verify")
                    .exists();
        }
        environment.put("MAILKEEP_DATA", data.toString());
        Arrays.stream(Port.values())
                .forEach(port -> environment.put(port.variable(), Integer.toString(FreePort.find())));

        // Given a suite that runs
        var first = up();
        assertThat(call("status").exitCode()).isZero();
        execute("CREATE TABLE written_before_the_restart (word text)");
        var token = Files.readString(data.resolve("token"));

        // Then everything is measured that dashboards and alerts show
        assertThat(scraped()).containsAll(ShownMetrics.read(HOME));

        // When it is started once more, then it says so, and the first one is not harmed
        var second = launcher("up").start();
        assertThat(new String(second.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("mailkeep: Mailkeep is running already");
        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(call("status").exitCode()).isZero();

        // When it is stopped, then nothing of it is left
        var family = family();
        assertThat(call("down").exitCode()).isZero();
        assertThat(first.waitFor(1, TimeUnit.SECONDS)).isTrue();
        assertAllEnd(family);
        assertThat(call("status").exitCode()).isEqualTo(3);

        // When it is started on the same data, then the data and the token are there
        var restarted = up();
        execute("INSERT INTO written_before_the_restart VALUES ('still here')");
        assertThat(data.resolve("token")).hasContent(token);

        // When the launcher is killed and can do nothing any more, then nothing is left either
        family = family();
        restarted.destroyForcibly();
        assertAllEnd(family);
    }

    /** Starts the suite and returns when it says that it is ready. */
    private Process up() throws Exception {
        var process = launcher("up").redirectErrorStream(true).start();
        started.add(process);
        var lines = new ArrayList<String>();
        for (var line = process.inputReader().readLine();
                line != null;
                line = process.inputReader().readLine()) {
            lines.add(line);
            if (line.startsWith("Stop it with")) {
                return process;
            }
        }
        throw new AssertionError("The suite did not start:\n" + String.join("\n", lines));
    }

    private Set<String> scraped() throws Exception {
        var metrics = new TreeSet<String>();
        // Requests and questions are counted from the first one on.
        Loopback.socketmap(Integer.parseInt(environment.get(Port.SOCKETMAP.variable())), "QUERY", "dane.example");
        try (var loopback = new Loopback()) {
            for (var service : Service.values()) {
                loopback.get(url(service.http()) + "/");
                metrics.addAll(ShownMetrics.scraped(
                        loopback.get(url(service.management()) + "/q/metrics").body()));
            }
        }
        return metrics;
    }

    private String url(Port port) {
        return "http://127.0.0.1:" + environment.get(port.variable());
    }

    private ProcessBuilder launcher(String command) {
        var builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dmailkeep.home=" + HOME,
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                Launcher.class.getName(),
                command);
        builder.environment().putAll(environment);
        return builder;
    }

    private record Outcome(int exitCode, String out) {}

    private Outcome call(String command) {
        var out = new ByteArrayOutputStream();
        var print = new PrintStream(out, true, StandardCharsets.UTF_8);
        var exitCode = Launcher.run(new String[] {command}, environment, new Terminal(print, print, false));
        return new Outcome(exitCode, out.toString(StandardCharsets.UTF_8));
    }

    /** Every process that the suite consists of, the watchdog included. */
    private List<ProcessHandle> family() throws Exception {
        var state = RunState.read(data.resolve("state")).orElseThrow();
        var launcher = state.process(RunState.LAUNCHER).orElseThrow();
        var postmaster = Long.parseLong(Files.readAllLines(data.resolve("postgresql/data/postmaster.pid"))
                .getFirst());
        var family = Stream.concat(
                        Stream.concat(Stream.of(launcher), launcher.descendants()),
                        ProcessHandle.of(postmaster).stream()
                                .flatMap(one -> Stream.concat(Stream.of(one), one.children())))
                .toList();
        assertThat(family).hasSizeGreaterThanOrEqualTo(Service.values().length + 3);
        return family;
    }

    private static void assertAllEnd(List<ProcessHandle> family) throws Exception {
        for (var process : family) {
            process.onExit().get(20, TimeUnit.SECONDS);
        }
    }

    private void execute(String sql) throws Exception {
        try (var connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + environment.get(Port.POSTGRESQL.variable()) + "/policy",
                        "mailkeep",
                        Files.readString(data.resolve("postgresql/password")).strip());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
