package org.mailkeep.testkit.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import org.xbill.DNS.Type;

/**
 * A resolver that needs no internet: answers for the zones it was given, over UDP and TCP on the same port.
 *
 * <p>It returns DNSSEC data to whoever asks with DO and leaves validation to the client, so AD is never set. There is
 * always a signed root zone; whatever no zone holds does not exist. All methods may be called from any thread.
 */
public final class DnsServer implements AutoCloseable {

    private final ZoneStore zones;
    private final DnsFaults faults = new DnsFaults();
    private final QueryCounts counts = new QueryCounts();
    private final DnsSockets sockets;

    private DnsServer(InetSocketAddress address, Clock clock) throws IOException {
        zones = new ZoneStore(clock);
        sockets = DnsSockets.open(address, new QueryHandler(new Responder(zones, faults, clock), faults, counts));
    }

    /** Starts on a free port of 127.0.0.1. */
    public static DnsServer start() throws IOException {
        return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Clock.systemUTC());
    }

    /**
     * Starts on that address.
     *
     * @param address port 0 takes one that is free for both UDP and TCP
     * @param clock says when a zone is signed; its signatures are valid from a day before until a year after
     * @throws IOException when the port is taken
     */
    public static DnsServer start(InetSocketAddress address, Clock clock) throws IOException {
        return new DnsServer(address, clock);
    }

    /** Where it listens, over UDP and TCP. */
    public InetSocketAddress address() {
        return sockets.address();
    }

    /** The root's DS record as a line of zone text, as validators read their trust anchors. */
    public String trustAnchor() {
        return zones.rootDs().toString();
    }

    /** Adds zones, or replaces those of the same origin; keys stay, everything that changed is signed anew. */
    public void put(Zone... added) {
        zones.put(List.of(added));
    }

    /** As {@code put(Zone.parse(origin, signing, text))}. */
    public void put(String origin, Signing signing, String text) {
        put(Zone.parse(origin, signing, text));
    }

    /** Takes a zone away, its delegation too. */
    public void remove(String origin) {
        zones.remove(DnsNames.absolute(origin));
    }

    /** The names that misbehave. */
    public DnsFaults faults() {
        return faults;
    }

    /**
     * How often this was asked since the start or {@link #resetCounts}, whether answered or not. A question asked again
     * over TCP counts twice.
     *
     * @param type a constant of {@link Type}
     */
    public long queriesFor(String name, int type) {
        return counts.of(DnsNames.absolute(name), type);
    }

    /** How many questions came at all since the start or {@link #resetCounts}. */
    public long queries() {
        return counts.total();
    }

    public void resetCounts() {
        counts.reset();
    }

    @Override
    public void close() throws IOException {
        sockets.close();
    }
}
