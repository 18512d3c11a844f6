package org.mailkeep.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;
import org.mailkeep.testkit.infra.Topic;

/**
 * The world of {@link WkdClientsTest}: a program that runs in a network of its own, where it may have the ports 53 and 443 and
 * every name below {@code test}. PostgreSQL, Kafka, dnsmasq and keydir-service with one user's key for all her addresses.
 */
final class WkdClientsWorld {

    /** Own domain, with the name that the advanced method asks for. */
    static final String OWN = "mail.test";

    /** Own domain without that name, so that clients use the direct method. */
    static final String OWN_DIRECT = "direct.test";

    /** A customer's domain, proven by an alias of our host. */
    static final String CUSTOM = "customer.test";

    /** A customer's domain without that name, proven by a TXT record. */
    static final String CUSTOM_DIRECT = "plain.test";

    static final List<String> DOMAINS = List.of(OWN, OWN_DIRECT, CUSTOM, CUSTOM_DIRECT);

    /** Tells that everything is there. */
    static final String READY = "ready";

    private static final String HOST = "wkd." + OWN;
    private static final Duration DNS_LIMIT = Duration.ofSeconds(20);

    private WkdClientsWorld() {}

    /** Runs until standard input ends; the argument is a folder with {@code key.asc}, {@code leaf.pem}, {@code leaf.key}. */
    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        var postgresql = EmbeddedPostgresql.temporary(List.of(KeydirReplica.DATABASE));
        var kafka = EmbeddedKafka.temporary(Topic.ALL);
        try (postgresql;
                kafka) {
            postgresql.start();
            kafka.start();
            try (var replica = KeydirReplica.start(folder, postgresql, kafka, settings(folder))) {
                var token = "";
                for (String domain : DOMAINS) {
                    var kind = domain.equals(OWN) || domain.equals(OWN_DIRECT) ? "own" : "custom";
                    var answer = replica.put("/v1/domains/" + domain, "{\"kind\": \"" + kind + "\"}");
                    if (domain.equals(CUSTOM_DIRECT)) {
                        token = challenge(answer);
                    }
                }
                var dns = dnsmasq(folder, token);
                try {
                    replica.post("/v1/domains/" + CUSTOM + "/verification");
                    replica.post("/v1/domains/" + CUSTOM_DIRECT + "/verification");
                    replica.put(
                            "/v1/accounts/alice",
                            "{\"primary\": \"alice@" + OWN + "\", \"aliases\": [\"alice@" + OWN_DIRECT + "\", \"alice@"
                                    + CUSTOM + "\", \"alice@" + CUSTOM_DIRECT + "\", \"Alice.Smith@" + OWN + "\"]}");
                    System.out.println(replica.upload("alice", Files.readAllBytes(folder.resolve("key.asc"))));
                    System.out.println(READY);
                    System.in.transferTo(OutputStream.nullOutputStream());
                } finally {
                    dns.destroy();
                    dns.waitFor();
                }
            }
        }
        System.exit(0);
    }

    private static Map<String, String> settings(Path folder) {
        return Map.of(
                "quarkus.http.ssl-port", "443",
                "quarkus.http.insecure-requests", "enabled",
                "quarkus.http.ssl.certificate.files", folder.resolve("leaf.pem").toString(),
                "quarkus.http.ssl.certificate.key-files",
                        folder.resolve("leaf.key").toString(),
                "mailkeep.dns.servers", "127.0.0.1:53",
                // Nothing here is signed.
                "mailkeep.dns.mode", "off",
                "mailkeep.keydir.host-name", HOST);
    }

    /** The TXT record that proves the domain, as dnsmasq takes it. */
    private static String challenge(JsonNode domain) {
        for (var record : domain.path("dns")) {
            if (record.path("type").asText().equals("TXT")) {
                return record.path("name").asText() + "," + record.path("value").asText();
            }
        }
        throw new AssertionError("no TXT record is asked for: " + domain);
    }

    private static Process dnsmasq(Path folder, String challenge) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                "dnsmasq",
                "--keep-in-foreground",
                "--conf-file=/dev/null",
                "--user=root",
                "--pid-file=",
                "--no-resolv",
                "--no-hosts",
                "--listen-address=127.0.0.1",
                "--bind-interfaces",
                // Names below test that are not here do not exist; no other name has an address.
                "--local=/test/",
                "--address=/#/",
                "--cname=openpgpkey." + CUSTOM + "," + HOST,
                "--txt-record=" + challenge));
        for (String host : List.of(HOST, OWN, "openpgpkey." + OWN, OWN_DIRECT, CUSTOM, CUSTOM_DIRECT)) {
            command.add("--host-record=" + host + ",127.0.0.1");
        }
        var log = folder.resolve("dnsmasq.log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().merge("PATH", "/usr/sbin", (path, sbin) -> path + ":" + sbin);
        var process = builder.start();
        var limit = System.nanoTime() + DNS_LIMIT.toNanos();
        while (!listens()) {
            if (!process.isAlive() || System.nanoTime() > limit) {
                process.destroyForcibly();
                throw new IOException("dnsmasq did not start: " + Files.readString(log));
            }
            Thread.sleep(50);
        }
        return process;
    }

    private static boolean listens() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), 53)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
