package org.mailkeep.testkit.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.testkit.MutableClock;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What goes over the wire: flags, sizes, truncation, malformed queries. */
class DnsWireTest {

    private DnsServer server;

    @BeforeEach
    void start() throws IOException {
        server = DnsServer.start();
        String many = IntStream.rangeClosed(1, 100)
                .mapToObj("many A 127.0.1.%d\n"::formatted)
                .collect(Collectors.joining());
        server.put(Zone.parse("test", Signing.NSEC, "one A 127.0.0.1\n" + many));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void itIsAResolverThatDoesNotValidate() throws IOException {
        Message query = withEdns(ValidatingClient.query("one.test", Type.A), 1232, true);
        query.getHeader().setFlag(Flags.CD);
        Message reply = overUdp(query);
        assertThat(reply.getHeader().getFlag(Flags.RA)).isTrue();
        assertThat(reply.getHeader().getFlag(Flags.RD)).isTrue();
        assertThat(reply.getHeader().getFlag(Flags.CD)).isTrue();
        assertThat(reply.getHeader().getFlag(Flags.AD)).isFalse();
        assertThat(reply.getSectionRRsets(Section.ANSWER))
                .singleElement()
                .satisfies(set -> assertThat(set.sigs()).hasSize(1));
    }

    @Test
    void withoutDoThereIsNoDnssecData() throws IOException {
        assertThat(overUdp(ValidatingClient.query("one.test", Type.A)).getSectionRRsets(Section.ANSWER))
                .allSatisfy(set -> assertThat(set.sigs()).isEmpty());
        assertThat(overUdp(ValidatingClient.query("one.test", Type.TXT)).getSectionRRsets(Section.AUTHORITY))
                .extracting(RRset::getType)
                .containsExactly(Type.SOA);
    }

    @Test
    void whatDoesNotFitIsTruncatedOverUdpAndWholeOverTcp() throws IOException {
        Message query = ValidatingClient.query("many.test", Type.A);
        Message overUdp = overUdp(query);
        assertThat(overUdp.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(overUdp.numBytes()).isLessThanOrEqualTo(512);
        assertThat(overUdp.getSection(Section.ANSWER)).isEmpty();
        assertThat(overTcp(query).getSection(Section.ANSWER)).hasSize(100);
        assertThat(overUdp(withEdns(query, 4096, false)).getSection(Section.ANSWER))
                .hasSize(100);
        server.resetCounts();
        assertThat(new ValidatingClient(server).ask("many.test", Type.A)).isEqualTo("secure NOERROR 100");
        assertThat(server.queriesFor("many.test", Type.A)).isEqualTo(2);
    }

    @Test
    void anAnswerThatFitsCanBeTruncatedAllTheSame() throws IOException {
        server.faults().set("one.test", DnsFault.TRUNCATED);
        Message query = ValidatingClient.query("one.test", Type.A);
        assertThat(overUdp(query).getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(overTcp(query).getSection(Section.ANSWER)).hasSize(1);
        assertThat(new ValidatingClient(server).ask("one.test", Type.A)).isEqualTo("secure NOERROR 1");
    }

    @Test
    void questionsItDoesNotAnswerAreDeclined() throws IOException {
        assertThat(overUdp(ValidatingClient.query("one.test", Type.ANY)).getRcode())
                .isEqualTo(Rcode.NOTIMP);
        Message update = ValidatingClient.query("one.test", Type.A);
        update.getHeader().setOpcode(Opcode.UPDATE);
        assertThat(overUdp(update).getRcode()).isEqualTo(Rcode.NOTIMP);
        assertThat(overUdp(new Message(7)).getRcode()).isEqualTo(Rcode.FORMERR);
    }

    @Test
    void garbageIsIgnoredAndTheNextQueryAnswered() throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            byte[] garbage = {1, 2, 3};
            socket.send(new DatagramPacket(garbage, garbage.length, server.address()));
        }
        assertThat(overUdp(ValidatingClient.query("one.test", Type.A)).getRcode())
                .isEqualTo(Rcode.NOERROR);
    }

    @Test
    void signaturesAreMadeForTheClockOfTheServer() throws IOException {
        MutableClock clock = new MutableClock(Instant.parse("2030-01-01T00:00:00Z"));
        try (DnsServer later = start(clock)) {
            later.put("test", Signing.NSEC, "one A 127.0.0.1");
            assertThat(new ValidatingClient(later, clock).ask("one.test", Type.A))
                    .isEqualTo("secure NOERROR 1");
            clock.advance(Duration.ofDays(400));
            assertThat(new ValidatingClient(later, clock).ask("one.test", Type.A))
                    .isEqualTo("bogus");
        }
    }

    private static DnsServer start(Clock clock) throws IOException {
        return DnsServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), clock);
    }

    private static Message withEdns(Message query, int payload, boolean dnssec) {
        Message extended = query.clone();
        extended.addRecord(new OPTRecord(payload, 0, 0, dnssec ? ExtendedFlags.DO : 0), Section.ADDITIONAL);
        return extended;
    }

    private Message overUdp(Message query) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(2000);
            byte[] bytes = query.toWire(Message.MAXLENGTH);
            socket.send(new DatagramPacket(bytes, bytes.length, server.address()));
            DatagramPacket reply = new DatagramPacket(new byte[65535], 65535);
            socket.receive(reply);

            return new Message(Arrays.copyOf(reply.getData(), reply.getLength()));
        }
    }

    private Message overTcp(Message query) throws IOException {
        try (Socket socket = new Socket(
                        server.address().getAddress(), server.address().getPort());
                DataInputStream in = new DataInputStream(socket.getInputStream());
                DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
            byte[] bytes = query.toWire(Message.MAXLENGTH);
            out.writeShort(bytes.length);
            out.write(bytes);
            return new Message(in.readNBytes(in.readUnsignedShort()));
        }
    }
}
