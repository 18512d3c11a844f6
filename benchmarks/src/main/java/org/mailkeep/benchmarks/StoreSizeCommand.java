package org.mailkeep.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a service's database takes for each of the things in it: all its tables with their indexes, and their rows. */
@Command(
        name = "store-size",
        mixinStandardHelpOptions = true,
        description = "Prints bytes and rows in PostgreSQL for each object, as two properties.")
final class StoreSizeCommand implements Callable<Integer> {

    /** Partitions count for themselves; what Flyway notes does not grow. */
    private static final String TABLES = """
            select c.oid::regclass::text, pg_total_relation_size(c.oid) from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'public' and c.relkind = 'r' and c.relname <> 'flyway_schema_history'
            """;

    @Option(names = "--jdbc", required = true, description = "URL of the database.")
    private String jdbc = "";

    @Option(names = "--user", description = "(postgres)")
    private String user = "postgres";

    @Option(names = "--password", description = "(postgres)")
    private String password = "postgres";

    @Option(names = "--count", description = "A query for how many objects there are.", required = true)
    private String count = "";

    @Option(names = "--name", required = true, description = "Of the properties, for example policy.domain.")
    private String name = "";

    @Override
    public Integer call() throws SQLException {
        try (var connection = DriverManager.getConnection(jdbc, user, password)) {
            long objects = number(connection, count);
            if (objects == 0) {
                System.err.println("There is nothing to measure: " + count);
                return 1;
            }
            try (var statement = connection.createStatement()) {
                statement.execute("vacuum analyze");
            }
            long bytes = 0;
            long rows = 0;
            try (var statement = connection.createStatement();
                    var tables = statement.executeQuery(TABLES)) {
                while (tables.next()) {
                    bytes += tables.getLong(2);
                    rows += number(connection, "select count(*) from " + tables.getString(1));
                }
            }
            System.out.printf("%s.store-bytes=%d%n", name, bytes / objects);
            System.out.printf("%s.store-rows=%d%n", name, (rows + objects / 2) / objects);
        }
        return 0;
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }
}
