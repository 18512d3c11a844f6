package org.mailkeep.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mailkeep.openpgp.packet.Armor;
import org.mailkeep.testkit.dns.DnsFault;
import org.mailkeep.testkit.dns.Signing;
import org.mailkeep.testkit.dns.Zone;
import org.mailkeep.testkit.https.Reply;
import org.mailkeep.testkit.https.WebHost;
import org.mailkeep.testkit.vks.KeyServer;
import org.mailkeep.testkit.vks.WebKeyDirectory;
import org.mailkeep.testkit.world.SmallInternet;

/**
 * Web Key Directories and a keyserver that are some way off, and correspondents whom nobody has looked up yet, each in a signed
 * domain of its own. Keyservers keep their connections. A second keyserver is near, and so is DNS.
 */
final class DistantPeers {

    static final String SIGNED = "cold.example";
    static final String BOGUS = "bogus.example";

    private static final String DISTANT_KEYSERVER = "distant." + SIGNED;
    private static final String NEAR_KEYSERVER = "near." + SIGNED;

    /** Answers on one connection, as nginx has it. */
    private static final int KEPT = 1000;

    private final SmallInternet internet;
    private final List<WebHost> hosts = new ArrayList<>();
    private final Duration roundTrip;

    /**
     * What is to come of a lookup, how many requests the order of lookup demands for it, and how many round trips: one each to
     * connect, for the TLS handshake and for the answer, and for the keyserver one, as there is a connection already.
     */
    enum Correspondent {
        ADVANCED("found", 1, 3),
        DIRECT("found", 1, 3),
        KEYSERVER("found", 2, 4),
        NOWHERE("not-found", 2, 4),
        /** The directory fails: nobody else is asked. */
        FAILING("temp-fail", 1, 3);

        private final String result;
        private final int requests;
        private final int roundTrips;

        Correspondent(String result, int requests, int roundTrips) {
            this.result = result;
            this.requests = requests;
            this.roundTrips = roundTrips;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Adds them to an internet.
     *
     * @param each how many correspondents there are of each kind
     * @param roundTrip how far away they are
     */
    DistantPeers(SmallInternet internet, int each, Duration roundTrip) {
        this.internet = internet;
        this.roundTrip = roundTrip;
        var zone = new StringBuilder("distant A 127.0.0.1\nnear A 127.0.0.1\n");
        KeyServer keyserver = KeyServer.on(distant(DISTANT_KEYSERVER).keepConnections(KEPT));
        for (Correspondent kind : Correspondent.values()) {
            for (int number = 0; number < each; number++) {
                String label = label(kind, number);
                zone.append(label + " A 127.0.0.1\n");
                if (kind != Correspondent.DIRECT) {
                    zone.append("openpgpkey." + label + " A 127.0.0.1\n");
                }
                add(kind, label + "." + SIGNED, address(kind, number), keyserver);
            }
        }
        internet.dns()
                .put(
                        Zone.parse("example", Signing.NSEC, ""),
                        Zone.parse(SIGNED, Signing.NSEC, zone.toString()),
                        Zone.parse(BOGUS, Signing.NSEC, "@ A 127.0.0.1\n"));
        internet.dns().faults().set(BOGUS, DnsFault.BOGUS_SIGNATURE);
    }

    static String distantKeyserver() {
        return "https://" + DISTANT_KEYSERVER;
    }

    static String nearKeyserver() {
        return "https://" + NEAR_KEYSERVER;
    }

    /** A line for a correspondent: the address, what is to come of it, how many requests and round trips it takes. */
    static String line(Correspondent kind, int number) {
        return LookupOnceCommand.line(address(kind, number), kind.result, kind.requests, kind.roundTrips);
    }

    /** Lets the keyserver that answers at once have these certificates, as they are. */
    void publish(List<KnownKey> keys) {
        WebHost near = internet.web().host(NEAR_KEYSERVER).keepConnections(KEPT);
        for (KnownKey key : keys) {
            Reply reply = Reply.of(
                    "application/pgp-keys",
                    Armor.writePublicKey(key.certificate().toArray()).getBytes(StandardCharsets.US_ASCII));
            near.serve("/vks/v1/by-fingerprint/" + key.fingerprint(), reply);
        }
    }

    /** How many requests came to those that take time. */
    long requests() {
        return hosts.stream().mapToLong(WebHost::requests).sum();
    }

    private void add(Correspondent kind, String domain, String address, KeyServer keyserver) {
        if (kind == Correspondent.DIRECT) {
            distant(domain);
            WebKeyDirectory.direct(internet.web(), domain).publish(address, certificate(address));
            return;
        }
        distant("openpgpkey." + domain);
        var directory = WebKeyDirectory.advanced(internet.web(), domain);
        switch (kind) {
            case ADVANCED -> directory.publish(address, certificate(address));
            case KEYSERVER -> keyserver.put(certificate(address), address);
            case FAILING -> directory.answer(address, Reply.status(500));
            case NOWHERE, DIRECT -> {}
        }
    }

    private WebHost distant(String name) {
        WebHost host = internet.web().host(name).distant(roundTrip);
        hosts.add(host);
        return host;
    }

    private static byte[] certificate(String address) {
        return KnownKey.of(address).certificate().toArray();
    }

    private static String address(Correspondent kind, int number) {
        return "somebody@" + label(kind, number) + "." + SIGNED;
    }

    private static String label(Correspondent kind, int number) {
        return kind.word() + number;
    }
}
