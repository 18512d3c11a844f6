package org.mailkeep.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.contracts.ReportReceived;
import org.mailkeep.testkit.smtp.LmtpClient;

/** Three replicas of report-ingest-service are replaced one after the other while reports come in over HTTPS and LMTP. */
@Tag("replicas")
@Timeout(300)
class ReportRolloutTest {

    private static final String DOMAIN = "rollout.example";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** RFC 8601: whom the service believes that the mails are signed; signatures are tested elsewhere. */
    private static final String MAIL_SERVER = "mx.rollout.example";

    private static final String SIGNED =
            "Authentication-Results: " + MAIL_SERVER + "; dkim=pass header.d=reporter.example\n";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder = Path.of("");

    private final AtomicInteger reports = new AtomicInteger();

    @Test
    void nobodyNoticesARollingUpdate() throws Exception {
        try (var surroundings = new Surroundings(folder);
                var replicas = ReplicaSet.start(() -> surroundings.report(Map.of(
                        "quarkus.shutdown.delay", ReplicaSet.DELAY, "mailkeep.report.authserv-id", MAIL_SERVER)));
                var load = new Load()) {
            load.with(4, () -> {
                byte[] report = ReportMails.report("id-" + reports.incrementAndGet(), DOMAIN, 1, 2);
                int status = replicas.call(replica -> replica.post("/v1/tlsrpt", "application/tlsrpt+json", report));
                assertThat(status).isBetween(200, 202);
            });
            load.with(1, mails(replicas)).with(1, mails(replicas));

            replicas.restartOneByOne();

            // No report was refused
            assertThat(load.stop()).isEmpty();
            assertThat(load.done()).isGreaterThan(100);
            // Every report is stored once and counted once, and told once; all are about one incident
            awaitStored(surroundings);
            assertThat(surroundings.number(Service.REPORT, "select sum(reports) from daily_tls"))
                    .isEqualTo(reports.get());
            assertThat(surroundings.number(Service.REPORT, "select sum(failed) from daily_tls"))
                    .isEqualTo(2L * reports.get());
            SentEvents events = SentEvents.of(surroundings, Service.REPORT, ReportReceived.TOPIC);
            assertThat(events.ofType(ReportReceived.TYPE)).hasSize(reports.get());
            assertThat(events.ofType("incident.opened")).hasSize(1);
        }
    }

    private void awaitStored(Surroundings surroundings) throws Exception {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (surroundings.number(Service.REPORT, "select count(*) from report") < reports.get()
                || surroundings.number(Service.REPORT, "select count(*) from incident_queue") > 0
                || surroundings.number(Service.REPORT, "select count(*) from incident") == 0) {
            assertThat(System.nanoTime()).as("all are processed").isLessThan(limit);
            Thread.sleep(200);
        }
        assertThat(surroundings.number(Service.REPORT, "select count(*) from report"))
                .isEqualTo(reports.get());
    }

    private Load.Step mails(ReplicaSet<ReportReplica> replicas) {
        var sender = new Sender(replicas);
        return () -> sender.send(reports.incrementAndGet());
    }

    /**
     * A mail server that keeps its LMTP connection. Where that ends before the mail is sent it goes on with a new one; once it
     * has sent the mail, it expects the reply.
     */
    private static final class Sender {

        private final ReplicaSet<ReportReplica> replicas;
        private @Nullable LmtpClient connection;

        Sender(ReplicaSet<ReportReplica> replicas) {
            this.replicas = replicas;
        }

        void send(int number) throws Exception {
            byte[] report = ReportMails.report("id-" + number, DOMAIN, 1, 2);
            byte[] mail = ReportMails.mail(SIGNED, DOMAIN, report);
            var known = connection;
            LmtpClient client = known != null && mayBegin(known) ? known : connect();
            assertThat(client.say(new String(mail, StandardCharsets.UTF_8) + "."))
                    .isEqualTo("250 2.0.0 Kept");
        }

        private static boolean mayBegin(LmtpClient client) throws IOException {
            try {
                for (String command : List.of("MAIL FROM:<>", "RCPT TO:<tlsrpt@" + DOMAIN + ">", "DATA")) {
                    String reply = client.say(command);
                    // RFC 5321 §3.8: the service shuts the channel.
                    if (reply.startsWith("421")) {
                        client.close();
                        return false;
                    }
                    assertThat(reply).matches("[23].*");
                }
                return true;
            } catch (EOFException | SocketException _) {
                client.close();
                return false;
            }
        }

        private LmtpClient connect() throws Exception {
            LmtpClient fresh = replicas.call(replica -> new LmtpClient(replica.lmtpPort()));
            assertThat(fresh.say("LHLO " + MAIL_SERVER)).contains("250 SIZE");
            assertThat(mayBegin(fresh)).isTrue();
            connection = fresh;
            return fresh;
        }
    }
}
