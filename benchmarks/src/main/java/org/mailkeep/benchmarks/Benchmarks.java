package org.mailkeep.benchmarks;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
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
            StoreSizeCommand.class,
            KeydirUploadCommand.class,
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
            var environment = world.environment(folder);
            environment.put("BENCH_WORLD", tellQuestions(world));
            new WorldFolder(folder).writeEnvironment(environment);
            Thread.currentThread().join();
            return 0;
        }

        /** What only this process knows: how many questions the name servers answered. */
        private static String tellQuestions(BenchWorld world) throws IOException {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/questions", exchange -> {
                try (exchange) {
                    byte[] body = (world.internet().dns().queries() + "\n").getBytes(StandardCharsets.US_ASCII);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                }
            });
            server.start();
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }
    }
}
