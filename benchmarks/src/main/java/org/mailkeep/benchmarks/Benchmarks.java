package org.mailkeep.benchmarks;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The one program of this module. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        description = "Measures the services from outside.",
        subcommands = {
            LoadCommand.class,
            EvidenceCommand.class,
            MinimiseCommand.class,
            WkdWorldCommand.class,
            HttpRateCommand.class,
            KeylookupWorldCommand.class,
            LookupOnceCommand.class,
            ReportsParseCommand.class,
            ReportsIntakeCommand.class,
            DashboardWorldCommand.class,
            DashboardVisitCommand.class,
            Benchmarks.Responder.class,
            Benchmarks.World.class
        })
public final class Benchmarks {

    /** Kafka and PostgreSQL tell much of themselves. Held here, for java.util.logging forgets unused loggers. */
    private static final Logger ROOT = Logger.getLogger("");

    private Benchmarks() {}

    /** Exits with 0 when all went well, 1 when something was not answered or not as promised, 2 for wrong usage. */
    public static void main(String[] args) {
        ROOT.setLevel(Level.WARNING);
        System.exit(new CommandLine(new Benchmarks()).execute(args));
    }

    @Command(
            name = "responder",
            mixinStandardHelpOptions = true,
            description = "Answers every netstring alike, until it is stopped: the ceiling of the method.")
    static final class Responder implements Callable<Integer> {

        @Option(names = "--port", description = "(9461)")
        private int port = 9461;

        @Override
        public Integer call() throws InterruptedException {
            BareResponder.start(Vertx.vertx(), port);
            System.out.println("The bare responder listens on 127.0.0.1:" + port);
            Thread.currentThread().join();
            return 0;
        }
    }

    @Command(
            name = "world",
            mixinStandardHelpOptions = true,
            description = "A small internet with PostgreSQL and Kafka for a service to live in, until it is stopped.")
    static final class World implements Callable<Integer> {

        @Option(names = "--domains", description = "(200)")
        private int domains = 200;

        @Option(names = "--folder", required = true, description = "Gets \"environment\", which a shell can read.")
        private Path folder = Path.of("");

        @Override
        public Integer call() throws IOException, InterruptedException {
            var world = BenchWorld.start(domains);
            String lines = world.environment(folder).entrySet().stream()
                    .map(variable -> "export " + variable.getKey() + "='" + variable.getValue() + "'\n")
                    .collect(Collectors.joining());
            // Complete or not there at all: whoever waits for it reads it at once.
            Path unfinished = Files.writeString(folder.resolve("environment.new"), lines);
            Files.move(unfinished, folder.resolve("environment"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    world.close();
                } catch (IOException failed) {
                    System.err.println("The bench world did not stop in order: " + failed.getMessage());
                }
            }));
            Thread.currentThread().join();
            return 0;
        }
    }
}
