package org.mailkeep.benchmarks;

import java.nio.file.Path;
import java.util.concurrent.Callable;
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
        var world = StoreWorld.start(DATABASE);
        var files = new WorldFolder(folder);
        var environment = world.environment();
        environment.put("MAILKEEP_DNS_MODE", "off");
        files.writeEnvironment(environment);
        try (var connection = world.connect()) {
            var store = new DashboardStore(connection);
            StoreWorld.awaitTables(connection, DashboardStore.LAST);
            store.fill(policies, domains);
            System.out.printf(
                    "%d policies, %d failures, %d rows of totals%n",
                    store.count("tls_policy"), store.count("tls_failure"), store.count("daily_tls"));
        }
        files.write("filled", "");
        Thread.currentThread().join();
        return 0;
    }
}
