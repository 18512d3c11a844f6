package org.mailkeep.testkit.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Each way to misbehave, seen by a validator and on the wire. */
class DnsFaultsTest {

    private static final String CONTENT = """
            @      A     127.0.0.1
            alias  CNAME target
            target A     127.0.0.1
            """;

    private DnsServer server;
    private ValidatingClient client;
    private SimpleResolver plain;

    @BeforeEach
    void start() throws IOException {
        server = DnsServer.start();
        server.put(
                Zone.parse("test", Signing.NSEC, ""),
                Zone.parse("nsec.test", Signing.NSEC, CONTENT),
                Zone.parse("nsec3.test", Signing.NSEC3, CONTENT),
                Zone.parse("unsigned.test", Signing.UNSIGNED, CONTENT));
        client = new ValidatingClient(server);
        plain = ValidatingClient.plain(server.address());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void signaturesAndProofsCanBeSpoiled() throws IOException {
        for (String zone : new String[] {"nsec.test", "nsec3.test"}) {
            spoiled(zone, Type.A, DnsFault.BOGUS_SIGNATURE, "bogus");
            spoiled(zone, Type.A, DnsFault.EXPIRED_SIGNATURE, "bogus");
            spoiled(zone, Type.A, DnsFault.MISSING_SIGNATURE, "bogus");
            spoiled(zone, Type.TXT, DnsFault.BOGUS_SIGNATURE, "bogus");
            spoiled(zone, Type.TXT, DnsFault.MISSING_PROOF, "bogus");
            spoiled(zone, Type.TXT, DnsFault.WRONG_PROOF, "bogus");
            spoiled("nothing." + zone, Type.A, DnsFault.MISSING_PROOF, "bogus");
            spoiled("nothing." + zone, Type.A, DnsFault.WRONG_PROOF, "bogus");
            spoiled(zone, Type.DNSKEY, DnsFault.BOGUS_SIGNATURE, "bogus");
            spoiled("alias." + zone, Type.A, DnsFault.BOGUS_SIGNATURE, "bogus");
        }
        // Nobody checks signatures where there are none.
        spoiled("unsigned.test", Type.A, DnsFault.BOGUS_SIGNATURE, "insecure NOERROR 1");
    }

    @Test
    void aFaultIsSeenThroughAnAlias() throws IOException {
        server.faults().set("target.nsec.test", DnsFault.BOGUS_SIGNATURE);
        assertThat(client.ask("alias.nsec.test", Type.A)).isEqualTo("bogus");
        server.faults().set("target.nsec.test", DnsFault.SERVFAIL);
        assertThat(client.ask("alias.nsec.test", Type.A)).isEqualTo("failed");
    }

    @Test
    void aFaultOfOneTypeLeavesTheOthersAlone() throws IOException {
        server.faults().set("nsec.test", Type.AAAA, DnsFault.SERVFAIL);
        assertThat(client.ask("nsec.test", Type.AAAA)).isEqualTo("failed");
        assertThat(client.ask("nsec.test", Type.A)).isEqualTo("secure NOERROR 1");
    }

    @Test
    void aFaultOfTheWholeNameSparesItsChainOfTrust() throws IOException {
        server.faults().set("nsec.test", DnsFault.BOGUS_SIGNATURE);
        assertThat(client.ask("nsec.test", Type.A)).isEqualTo("bogus");
        assertThat(client.ask("target.nsec.test", Type.A)).isEqualTo("secure NOERROR 1");
        server.faults().clear("nsec.test");
        assertThat(client.ask("nsec.test", Type.A)).isEqualTo("secure NOERROR 1");
    }

    @Test
    void aResolverCanFailRefuseOrKnowNothing() throws IOException {
        server.faults().set("nsec.test", DnsFault.SERVFAIL);
        assertThat(plain.send(ValidatingClient.query("nsec.test", Type.A)).getRcode())
                .isEqualTo(Rcode.SERVFAIL);
        server.faults().set("nsec.test", DnsFault.REFUSED);
        assertThat(plain.send(ValidatingClient.query("nsec.test", Type.A)).getRcode())
                .isEqualTo(Rcode.REFUSED);
        server.faults().set("nsec.test", DnsFault.LAME);
        Message lame = plain.send(ValidatingClient.query("nsec.test", Type.A));
        assertThat(lame.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(lame.getSection(Section.ANSWER)).isEmpty();
        assertThat(lame.getSection(Section.AUTHORITY)).isEmpty();
        assertThat(lame.getHeader().getFlag(Flags.RA)).isFalse();
    }

    @Test
    void aNameCanKeepSilent() {
        server.faults().set("nsec.test", DnsFault.NO_REPLY);
        plain.setTimeout(Duration.ofMillis(200));
        assertThatIOException().isThrownBy(() -> plain.send(ValidatingClient.query("nsec.test", Type.A)));
        assertThat(server.queriesFor("nsec.test", Type.A)).isPositive();
    }

    @Test
    void aNameCanBeSlow() throws IOException {
        server.faults().delay("nsec.test", Duration.ofMillis(300));
        plain.setTimeout(Duration.ofMillis(100));
        assertThatIOException().isThrownBy(() -> plain.send(ValidatingClient.query("nsec.test", Type.A)));
        plain.setTimeout(Duration.ofSeconds(5));
        assertThat(plain.send(ValidatingClient.query("nsec.test", Type.A)).getSection(Section.ANSWER))
                .hasSize(1);
    }

    private void spoiled(String name, int type, DnsFault fault, String outcome) throws IOException {
        server.faults().set(name, type, fault);
        // A client of its own each time: validators remember keys.
        assertThat(new ValidatingClient(server).ask(name, type))
                .as("%s %s %s", name, Type.string(type), fault)
                .isEqualTo(outcome);
        server.faults().clear();
        assertThat(new ValidatingClient(server).ask(name, type)).doesNotContain("bogus");
    }
}
