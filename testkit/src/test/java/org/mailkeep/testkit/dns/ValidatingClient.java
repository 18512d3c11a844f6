package org.mailkeep.testkit.dns;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;
import org.xbill.DNS.dnssec.ValidatingResolver;

/** Asks the server under test and validates from its trust anchor, with dnsjava's own validator. */
public final class ValidatingClient {

    private final SimpleResolver upstream;
    private final ValidatingResolver resolver;

    public ValidatingClient(DnsServer server) throws IOException {
        this(server, Clock.systemUTC());
    }

    public ValidatingClient(DnsServer server, Clock clock) throws IOException {
        upstream = plain(server.address());
        resolver = new ValidatingResolver(upstream, clock);
        resolver.loadTrustAnchors(new ByteArrayInputStream(server.trustAnchor().getBytes(StandardCharsets.US_ASCII)));
    }

    static SimpleResolver plain(InetSocketAddress server) {
        SimpleResolver plain = new SimpleResolver(server);
        plain.setTimeout(Duration.ofSeconds(2));
        return plain;
    }

    public static Message query(String name, int type) {
        return Message.newQuery(Record.newRecord(DnsNames.absolute(name), type, DClass.IN));
    }

    /** For example {@code "secure NOERROR 1"}: the verdict, the code, and the number of answer records asked for. */
    public String ask(String name, int type) throws IOException {
        Message reply = resolver.send(query(name, type));
        if (reply.getRcode() == Rcode.SERVFAIL) {
            // The validator says "bogus" of an upstream failure too; the plain answer tells which of both it was.
            return upstream.send(query(name, type)).getRcode() == Rcode.SERVFAIL ? "failed" : "bogus";
        }
        long records = reply.getSection(Section.ANSWER).stream()
                .filter(entry -> entry.getType() == type)
                .count();
        return (reply.getHeader().getFlag(Flags.AD) ? "secure " : "insecure ")
                + Rcode.string(reply.getRcode())
                + (records == 0 ? "" : " " + records);
    }

    /** The types the tables ask for, by name. */
    public String ask(String name, String type) throws IOException {
        return ask(name, Type.value(type));
    }
}
