package org.mailkeep.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;
import org.mailkeep.testkit.infra.Topic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** PostgreSQL and Kafka for a report-ingest-service, whose tables are filled as soon as the service has made them. */
@Command(
        name = "dashboard-world",
        mixinStandardHelpOptions = true,
        description =
                "A store full of reports for report-ingest-service to show, until it is stopped. Writes \"environment\""
                        + " to the folder, and \"filled\" at the end.")
final class DashboardWorldCommand implements Callable<Integer> {

    private static final String DATABASE = "report";

    @Option(names = "--policies", description = "Of reports, one each, over a year (1000000).")
    private int policies = 1_000_000;

    @Option(names = "--domains", description = "(400)")
    private int domains = 400;

    @Option(names = "--folder", required = true, description = "Gets what is written.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws Exception {
        var postgresql = EmbeddedPostgresql.temporary(List.of(DATABASE));
        var kafka = EmbeddedKafka.temporary(Topic.ALL);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            kafka.close();
            postgresql.close();
        }));
        postgresql.start();
        kafka.start();
        write("environment", lines(environment(postgresql, kafka)));
        try (var connection = DriverManager.getConnection(
                postgresql.jdbcUrl(DATABASE), postgresql.username(), postgresql.password())) {
            var store = new DashboardStore(connection);
            store.awaitTables();
            store.fill(policies, domains);
            System.out.printf(
                    "%d policies, %d failures, %d rows of totals%n",
                    store.count("tls_policy"), store.count("tls_failure"), store.count("daily_tls"));
        }
        write("filled", "");
        Thread.currentThread().join();
        return 0;
    }

    private static Map<String, String> environment(EmbeddedPostgresql postgresql, EmbeddedKafka kafka) {
        return Map.of(
                "QUARKUS_DATASOURCE_REACTIVE_URL", postgresql.reactiveUrl(DATABASE),
                "QUARKUS_DATASOURCE_JDBC_URL", postgresql.jdbcUrl(DATABASE),
                "QUARKUS_DATASOURCE_USERNAME", postgresql.username(),
                "QUARKUS_DATASOURCE_PASSWORD", postgresql.password(),
                "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                "MAILKEEP_DNS_MODE", "off");
    }

    private static String lines(Map<String, String> environment) {
        return environment.entrySet().stream()
                .map(variable -> "export " + variable.getKey() + "='" + variable.getValue() + "'\n")
                .collect(Collectors.joining());
    }

    /** Complete or not there at all: whoever waits for it reads it at once. */
    private void write(String name, String text) throws IOException {
        Path unfinished = Files.writeString(folder.resolve(name + ".new"), text);
        Files.move(unfinished, folder.resolve(name));
    }
}
