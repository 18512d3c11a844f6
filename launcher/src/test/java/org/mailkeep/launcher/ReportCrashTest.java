package org.mailkeep.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;
import org.mailkeep.testkit.infra.FreePort;
import org.mailkeep.testkit.infra.Topic;
import org.mailkeep.testkit.smtp.LmtpClient;

/**
 * {@code kill -9} of the service and of PostgreSQL while reports come in by three ways. A sender sends again until it is told of
 * success, and never after; every report is stored once, and counted once.
 */
@Tag("crash")
@Timeout(300)
class ReportCrashTest {

    private static final int REPORTS = 10_000;
    private static final int SENDERS = 12;
    private static final String DOMAIN = "crash.example";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String COUNTS = "select (select count(*) from spool), count(*) from report";

    private static final String QUARANTINED = "select count(*) from quarantine";

    /** RFC 8601: whom the service believes that the mails are signed; signatures are tested elsewhere. */
    private static final String MAIL_SERVER = "mx.crash.example";

    private static final String SIGNED =
            "Authentication-Results: " + MAIL_SERVER + "; dkim=pass header.d=reporter.example\n";

    @TempDir
    Path folder = Path.of("");

    private final ConcurrentLinkedQueue<Integer> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();

    @Test
    void whatIsAcknowledgedIsStoredOnceWhateverIsKilled() throws Exception {
        // A temporary one does not wait for the disk, and may lose what it committed when it is killed.
        try (var postgresql = EmbeddedPostgresql.persistent(
                        folder.resolve("postgresql"), FreePort.find(), List.of(ReportReplica.DATABASE));
                var kafka = EmbeddedKafka.temporary(Topic.ALL)) {
            postgresql.start();
            kafka.start();
            try (var service = ReportReplica.start(
                            folder, postgresql, kafka, Map.of("mailkeep.report.authserv-id", MAIL_SERVER));
                    var senders = Executors.newFixedThreadPool(SENDERS)) {
                List<Future<?>> sending = send(service, senders);

                awaitAcknowledged(REPORTS / 5);
                service.kill();
                service.startAgain();
                awaitAcknowledged(REPORTS * 2 / 5);
                kill(postgresql);
                // Meanwhile reports go to the disk.
                awaitAcknowledged(REPORTS / 2);
                postgresql.start();
                awaitAcknowledged(REPORTS * 7 / 10);
                service.kill();
                kill(postgresql);
                postgresql.start();
                service.startAgain();

                for (Future<?> one : sending) {
                    one.get();
                }
                assertThat(acknowledged).hasValue(REPORTS);
                assertThat(repeated).as("the kills hit something").hasPositiveValue();
                everyReportIsStoredOnce(postgresql);
            }
        }
    }

    private List<Future<?>> send(ReportReplica service, ExecutorService senders) {
        for (int i = 0; i < REPORTS; i++) {
            waiting.add(i);
        }
        var sending = new ArrayList<Future<?>>();
        for (int i = 0; i < SENDERS; i++) {
            sending.add(senders.submit(() -> {
                for (Integer next = waiting.poll(); next != null; next = waiting.poll()) {
                    sendUntilAcknowledged(service, next);
                }
                return null;
            }));
        }
        return sending;
    }

    private void sendUntilAcknowledged(ReportReplica service, int number) throws InterruptedException {
        byte[] report = ReportMails.report("id-" + number, DOMAIN, number, number % 7);
        byte[] mail = ReportMails.mail(SIGNED, DOMAIN, report);
        while (!isAcknowledged(service, number, report, mail)) {
            repeated.incrementAndGet();
            Thread.sleep(100);
        }
        acknowledged.incrementAndGet();
    }

    private static boolean isAcknowledged(ReportReplica service, int number, byte[] report, byte[] mail)
            throws InterruptedException {
        try {
            return switch (number % 3) {
                case 0 -> service.post("/v1/tlsrpt", "application/tlsrpt+json", report) < 300;
                case 1 -> service.post("/v1/messages", "message/rfc822", mail) < 300;
                default -> isDelivered(service, mail);
            };
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean isDelivered(ReportReplica service, byte[] mail) throws IOException {
        try (var client = new LmtpClient(service.lmtpPort())) {
            client.say("LHLO " + MAIL_SERVER);
            return client.deliver(mail, "tlsrpt@" + DOMAIN).getFirst().startsWith("250");
        }
    }

    private void awaitAcknowledged(int count) throws InterruptedException {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (acknowledged.get() < count) {
            assertThat(System.nanoTime())
                    .as("%s of %d acknowledged", acknowledged, count)
                    .isLessThan(limit);
            Thread.sleep(20);
        }
    }

    /** The server without its own way to stop; its children see that it is gone. */
    private static void kill(EmbeddedPostgresql postgresql) throws IOException, InterruptedException {
        long pid = Long.parseLong(
                Files.readAllLines(postgresql.pidFile()).getFirst().strip());
        var server = ProcessHandle.of(pid).orElseThrow();
        var all = new ArrayList<>(server.descendants().toList());
        all.addFirst(server);
        all.forEach(ProcessHandle::destroyForcibly);
        for (var one : all) {
            one.onExit().join();
        }
        postgresql.stop();
    }

    private void everyReportIsStoredOnce(EmbeddedPostgresql postgresql) throws SQLException, InterruptedException {
        long succeeded = REPORTS * (REPORTS - 1L) / 2;
        long failed = 0;
        for (int i = 0; i < REPORTS; i++) {
            failed += i % 7;
        }
        try (var connection = DriverManager.getConnection(
                postgresql.jdbcUrl(ReportReplica.DATABASE), postgresql.username(), postgresql.password())) {
            awaitAllProcessed(connection);
            assertThat(numbers(connection, "select count(*), sum(succeeded), sum(failed) from report"))
                    .containsExactly((long) REPORTS, succeeded, failed);
            assertThat(numbers(connection, "select sum(reports), sum(succeeded), sum(failed) from daily_tls"))
                    .containsExactly((long) REPORTS, succeeded, failed);
            assertThat(numbers(connection, "select sum(sessions) from daily_tls_failure"))
                    .containsExactly(failed);
            assertThat(numbers(connection, "select count(*), sum(failed) from tls_policy"))
                    .containsExactly((long) REPORTS, failed);
            assertThat(numbers(connection, "select count(*) from tls_failure")).containsExactly((long) REPORTS);
            assertThat(numbers(connection, "select (select count(*) from quarantine), count(*) from report_conflict"))
                    .containsExactly(0L, 0L);
        }
    }

    /** What a killed service had in its hands is somebody else's only after its lease; here, as if that were over. */
    private void awaitAllProcessed(Connection connection) throws SQLException, InterruptedException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate("update spool set leased_until = now()");
        }
        long limit = System.nanoTime() + PATIENCE.toNanos();
        List<Long> counts = numbers(connection, COUNTS);
        while (!counts.equals(List.of(0L, (long) REPORTS))) {
            assertThat(System.nanoTime())
                    .as("in the spool, stored: %s; in quarantine: %s", counts, numbers(connection, QUARANTINED))
                    .isLessThan(limit);
            Thread.sleep(500);
            counts = numbers(connection, COUNTS);
        }
    }

    private static List<Long> numbers(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            var numbers = new ArrayList<Long>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                numbers.add(rows.getLong(i));
            }
            return numbers;
        }
    }
}
