package org.mailkeep.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mailkeep.benchmarks.DistantPeers.Correspondent;
import org.mailkeep.testkit.world.SmallInternet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A small internet with PostgreSQL and Kafka for a keylookup-service, whose tables are filled once the service made them. */
@Command(
        name = "keylookup-world",
        mixinStandardHelpOptions = true,
        description =
                "Peers with keys, and a store full of known ones, for keylookup-service, until it is stopped. Writes"
                        + " \"environment\" to the folder, later what is to be asked for (\"json\", \"hkp\" and \"all\" are paths;"
                        + " \"stored\" and a file for each kind of cold lookup are for lookup-once), and \"filled\" at the end.")
final class KeylookupWorldCommand implements Callable<Integer> {

    private static final String DATABASE = "keylookup";

    /** Certificates that become due at once. */
    private static final int REFRESHED = 1_000;

    @Option(names = "--certificates", description = "Known ones; a multiple of --keys (1000000).")
    private int certificates = 1_000_000;

    @Option(names = "--keys", description = "Distinct keys among them, which can be looked up (20000).")
    private int keys = 20_000;

    @Option(names = "--popular", description = "Keys that are asked for again and again (2000).")
    private int popular = 2_000;

    @Option(names = "--cold", description = "Correspondents of each kind that are not known (300).")
    private int cold = 300;

    @Option(names = "--stored", description = "Known ones that are asked for once (2000).")
    private int stored = 2_000;

    @Option(names = "--peer-millis", description = "How long a round trip to a peer takes (50).")
    private int peerMillis = 50;

    @Option(names = "--folder", required = true, description = "Gets what is written.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws Exception {
        SmallInternet internet = SmallInternet.start();
        var world = StoreWorld.start(DATABASE);
        var files = new WorldFolder(folder);
        var peers = new DistantPeers(internet, cold, Duration.ofMillis(peerMillis));
        List<KnownKey> real = KnownKey.make(keys);
        peers.publish(real);
        try (var connection = world.connect()) {
            var store = new KeylookupStore(connection, real, certificates);
            String url = listen(internet, peers, store);
            files.writeEnvironment(environment(world, internet, url));
            StoreWorld.awaitTables(connection, KeylookupStore.LAST);
            store.fill();
            System.out.printf(
                    "%d certificates of %d bytes, %d MB in PostgreSQL%n",
                    certificates, real.getFirst().certificate().size(), store.size() >> 20);
            writeQuestions(files, real);
            files.write("filled", "");
            Thread.currentThread().join();
        }
        return 0;
    }

    private Map<String, String> environment(StoreWorld world, SmallInternet internet, String url) throws IOException {
        var environment = world.environment();
        internet.settings(folder).forEach((name, value) -> environment.put(WorldFolder.variable(name), value));
        environment.put("MAILKEEP_DNS_KNOWN_SIGNED", DistantPeers.SIGNED);
        environment.put("MAILKEEP_DNS_KNOWN_BOGUS", DistantPeers.BOGUS);
        environment.put("MAILKEEP_VKS_URLS", DistantPeers.distantKeyserver());
        environment.put("BENCH_WORLD", url);
        environment.put("BENCH_NEAR_KEYSERVER", DistantPeers.nearKeyserver());
        return environment;
    }

    private void writeQuestions(WorldFolder files, List<KnownKey> real) throws IOException {
        files.write("json", text(popular, number -> byAddress(number)));
        files.write("hkp", text(popular, number -> byFingerprint(real.get(number))));
        files.write("all", text(keys, number -> byAddress(number)));
        // From the end: nobody asks for those before.
        files.write(
                "stored",
                text(stored, number -> LookupOnceCommand.line(KnownKey.address(keys - 1 - number), "found", 0, 0)));
        for (Correspondent kind : Correspondent.values()) {
            files.write(kind.word(), text(cold, number -> DistantPeers.line(kind, number)));
        }
    }

    private static String byAddress(int number) {
        return "/v1/keys?email=" + KnownKey.address(number) + "\n";
    }

    private static String byFingerprint(KnownKey key) {
        return "/pks/lookup?op=get&search=0x" + key.fingerprint() + "\n";
    }

    private static String text(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining());
    }

    /** What only this process can tell or do, for those who measure. */
    private static String listen(SmallInternet internet, DistantPeers peers, KeylookupStore store) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/counts",
                exchange -> answer(
                        exchange, () -> peers.requests() + " " + internet.dns().queries()));
        server.createContext(
                "/due/", exchange -> answer(exchange, () -> store.makeDue(firstOf(exchange), REFRESHED) + " due"));
        server.createContext(
                "/refreshed/", exchange -> answer(exchange, () -> store.refreshed(firstOf(exchange), REFRESHED)));
        server.start();
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The path ends with the number of a batch. */
    private static int firstOf(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)) * REFRESHED;
    }

    private interface Telling {
        String text() throws SQLException;
    }

    private static void answer(HttpExchange exchange, Telling telling) throws IOException {
        try (exchange) {
            byte[] body = (telling.text() + "\n").getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
