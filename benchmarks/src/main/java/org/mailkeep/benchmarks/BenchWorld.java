package org.mailkeep.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.mailkeep.testkit.dns.DnsFault;
import org.mailkeep.testkit.dns.Signing;
import org.mailkeep.testkit.dns.Zone;
import org.mailkeep.testkit.https.Reply;
import org.mailkeep.testkit.tls.ServerIdentity;
import org.mailkeep.testkit.world.SmallInternet;

/**
 * A small internet with any number of mail domains, and the PostgreSQL and Kafka of a service that lives in it. Of ten
 * domains seven have no policy, two have MTA-STS, one has DANE.
 */
final class BenchWorld implements AutoCloseable {

    private static final String SIGNED = "signed.example";
    private static final String PLAIN = "plain.example";
    private static final String BOGUS = "bogus.example";
    private static final String DATABASE = "policy";

    private enum Kind {
        NONE,
        STS,
        DANE;

        static Kind of(int domain) {
            return switch (domain % 10) {
                case 0 -> DANE;
                case 1, 2 -> STS;
                default -> NONE;
            };
        }
    }

    private final SmallInternet internet;
    private final StoreWorld store;

    private BenchWorld(SmallInternet internet, StoreWorld store) {
        this.internet = internet;
        this.store = store;
    }

    static BenchWorld start(int domains) throws IOException {
        SmallInternet internet = SmallInternet.start();
        var world = new BenchWorld(internet, StoreWorld.start(DATABASE));
        world.addDomains(domains);
        return world;
    }

    /** The names of the domains, in the order in which they are popular. */
    static List<String> domains(int count) {
        return IntStream.range(0, count).mapToObj(BenchWorld::name).toList();
    }

    /** A domain with MTA-STS that no run has asked for: the last of its kind below {@code count}. */
    static String coldDomain(int count) {
        return name(IntStream.range(0, count)
                .filter(i -> Kind.of(i) == Kind.STS)
                .max()
                .orElseThrow());
    }

    /** Domains that do not exist. */
    static List<String> missing(int count) {
        return IntStream.range(0, count).mapToObj(i -> "gone" + i + "." + PLAIN).toList();
    }

    SmallInternet internet() {
        return internet;
    }

    /** The environment of a service that lives here. */
    Map<String, String> environment(Path folder) throws IOException {
        var environment = store.environment();
        internet.settings(folder).forEach((name, value) -> environment.put(WorldFolder.variable(name), value));
        environment.put("MAILKEEP_DNS_KNOWN_SIGNED", name(0));
        environment.put("MAILKEEP_DNS_KNOWN_BOGUS", BOGUS);
        return environment;
    }

    @Override
    public void close() throws IOException {
        store.close();
        internet.close();
    }

    private static String name(int domain) {
        return "d" + domain + "." + (Kind.of(domain) == Kind.DANE ? SIGNED : PLAIN);
    }

    private void addDomains(int count) throws IOException {
        var signed = new StringBuilder();
        var plain = new StringBuilder();
        ServerIdentity identity = internet.authority().issue("mx." + SIGNED);
        for (int i = 0; i < count; i++) {
            String label = "d" + i;
            switch (Kind.of(i)) {
                case DANE -> {
                    String tlsa = identity.tlsa(3, 1, 1);
                    for (String host : List.of("mx1." + label, "mx2." + label)) {
                        signed.append(label + " MX 10 " + host + "\n" + host + " A 127.0.0.1\n");
                        signed.append("_25._tcp." + host + " TLSA " + tlsa + "\n");
                    }
                }
                case STS -> {
                    addPlain(plain, label);
                    plain.append("_mta-sts." + label + " TXT \"v=STSv1; id=1\"\nmta-sts." + label + " A 127.0.0.1\n");
                    String domain = name(i);
                    internet.serveMtaStsPolicy(
                            domain,
                            Reply.text("version: STSv1\r\nmode: enforce\r\nmx: mx." + domain + "\r\nmx: *.backup."
                                    + domain + "\r\nmax_age: 604800\r\n"));
                }
                case NONE -> addPlain(plain, label);
            }
        }
        internet.dns()
                .put(
                        Zone.parse("example", Signing.NSEC, ""),
                        Zone.parse(SIGNED, Signing.NSEC, signed.toString()),
                        Zone.parse(PLAIN, Signing.UNSIGNED, plain.toString()),
                        Zone.parse(BOGUS, Signing.NSEC, "@ A 127.0.0.1\n"));
        internet.dns().faults().set(BOGUS, DnsFault.BOGUS_SIGNATURE);
    }

    private static void addPlain(StringBuilder zone, String label) {
        zone.append(label + " MX 10 mx." + label + "\nmx." + label + " A 127.0.0.1\n");
    }
}
