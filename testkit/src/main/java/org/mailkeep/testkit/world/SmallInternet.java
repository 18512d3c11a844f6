package org.mailkeep.testkit.world;

import java.io.IOException;
import java.net.IDN;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.mailkeep.testkit.dns.DnsServer;
import org.mailkeep.testkit.https.Reply;
import org.mailkeep.testkit.https.WebServer;
import org.mailkeep.testkit.smtp.MxServer;
import org.mailkeep.testkit.tls.CertificateKind;
import org.mailkeep.testkit.tls.ServerIdentity;
import org.mailkeep.testkit.tls.TestAuthority;

/**
 * DNS, HTTPS hosts and mail exchangers under one trust anchor and one certificate authority, all on loopback.
 *
 * <p>Starts empty but for a signed root zone; zones, hosts and faults are added through {@link #dns}, {@link #web} and
 * {@link #mx}. Closing it ends every connection.
 */
public final class SmallInternet implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String POLICY_PATH = "/.well-known/mta-sts.txt";

    private final TestAuthority authority;
    private final DnsServer dns;
    private final WebServer web;
    private final Map<String, MxServer> exchangers = new ConcurrentHashMap<>();
    private final int smtpPort;
    /** What was started, the last first. */
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    private SmallInternet(Ports ports, Clock clock) throws IOException {
        authority = TestAuthority.create("Mailkeep demo root", clock);
        try {
            dns = opened(DnsServer.start(loopback(LOOPBACK, ports.dns()), clock));
            web = opened(WebServer.start(loopback(LOOPBACK, ports.https()), authority));
            smtpPort = startExchanger(LOOPBACK, ports.smtp()).address().getPort();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /**
     * Where the servers listen.
     *
     * @param dns over UDP and TCP
     */
    public record Ports(int dns, int https, int smtp) {

        /** Whatever the system has free. */
        public static final Ports FREE = new Ports(0, 0, 0);
    }

    /** Starts on free ports, by the system's clock. */
    public static SmallInternet start() throws IOException {
        return start(Ports.FREE, Clock.systemUTC());
    }

    /**
     * Starts all three servers on 127.0.0.1.
     *
     * @param clock says when signatures and certificates begin
     * @throws IOException when a port is taken; the message names it
     */
    public static SmallInternet start(Ports ports, Clock clock) throws IOException {
        return new SmallInternet(ports, clock);
    }

    public DnsServer dns() {
        return dns;
    }

    public WebServer web() {
        return web;
    }

    public TestAuthority authority() {
        return authority;
    }

    /** The mail exchanger on 127.0.0.1. */
    public MxServer mx() throws IOException {
        return mx(LOOPBACK);
    }

    /**
     * The mail exchanger on another address of 127.0.0.0/8, on the same port, started when it is first asked for.
     *
     * @throws IOException when the system does not let it listen there
     */
    public synchronized MxServer mx(String address) throws IOException {
        MxServer running = exchangers.get(address);
        return running != null ? running : startExchanger(address, smtpPort);
    }

    /** Gives a mail exchanger on 127.0.0.1 a good certificate for its name, and returns it for its TLSA records. */
    public ServerIdentity certifiedExchanger(String name) throws IOException {
        ServerIdentity identity = authority.issue(CertificateKind.GOOD, IDN.toASCII(name));
        mx().certificate(name, identity);
        return identity;
    }

    /** Serves this as the MTA-STS policy of a domain, at the host and path of RFC 8461 §3.3. */
    public void serveMtaStsPolicy(String domain, Reply policy) {
        web.host("mta-sts." + domain).serve(POLICY_PATH, policy);
    }

    /** The resolver, as {@code host:port}. */
    public String dnsServer() {
        return LOOPBACK + ":" + dns.address().getPort();
    }

    /** The root's DS record as zone text. */
    public String trustAnchors() {
        return dns.trustAnchor() + "\n";
    }

    /** The certificate authority's root. */
    public String caPem() {
        return authority.pem();
    }

    public int httpsPort() {
        return web.address().getPort();
    }

    public int smtpPort() {
        return smtpPort;
    }

    /**
     * The settings that make a service live in this internet, by property name.
     *
     * @param folder gets the files {@code trust-anchors} and {@code ca.pem}
     */
    public Map<String, String> settings(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path anchors = Files.writeString(folder.resolve("trust-anchors"), trustAnchors());
        Path ca = Files.writeString(folder.resolve("ca.pem"), caPem());
        return Map.of(
                "mailkeep.dns.servers", dnsServer(),
                "mailkeep.dns.trust-anchors", anchors.toString(),
                "mailkeep.tls.extra-ca", ca.toString(),
                "mailkeep.net.allow-private", "127.0.0.0/8",
                "mailkeep.https.port", Integer.toString(httpsPort()),
                "mailkeep.smtp.port", Integer.toString(smtpPort));
    }

    @Override
    public synchronized void close() throws IOException {
        IOException failed = null;
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                failed = new IOException("cannot close the small internet", e);
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    private MxServer startExchanger(String address, int port) throws IOException {
        ServerIdentity usual = authority.issue("mail.example");
        MxServer exchanger = opened(MxServer.start(loopback(address, port), "mail.example", usual));
        exchangers.put(address, exchanger);
        return exchanger;
    }

    private <T extends AutoCloseable> T opened(T server) {
        started.push(server);
        return server;
    }

    private static InetSocketAddress loopback(String address, int port) throws IOException {
        InetAddress parsed = InetAddress.ofLiteral(address);
        if (!parsed.isLoopbackAddress()) {
            throw new IllegalArgumentException(address + " is not a loopback address");
        }
        return new InetSocketAddress(parsed, port);
    }
}
