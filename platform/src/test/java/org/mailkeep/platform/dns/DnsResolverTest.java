package org.mailkeep.platform.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailkeep.platform.dns.DnsFixture.get;
import static org.mailkeep.platform.dns.DnsFixture.said;
import static org.mailkeep.platform.dns.DnsFixture.tlsa;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.testkit.dns.ChainOfTrust;
import org.mailkeep.testkit.dns.DnsFault;
import org.mailkeep.testkit.dns.DnsServer;
import org.mailkeep.testkit.dns.Signing;
import org.mailkeep.testkit.dns.Zone;
import org.xbill.DNS.Type;

/** What DNS says and how sure it is, by question. */
class DnsResolverTest {

    private static final String DIGEST = "00".repeat(32);

    private static final String CONTENT = """
            @              MX    10 mail
            @              MX    5 mail\\032room
            @              TXT   "one " "string"
            @              TXT   "\\255"
            null           MX    0 .
            mail           A     127.0.0.1
            mail           AAAA  ::1
            _25._tcp.mail  TLSA  3 1 1 %s
            _25._tcp.via   CNAME _25._tcp.mail
            alias          CNAME mail
            far            CNAME mail.other.test.
            outside        CNAME mail.unsigned.test.
            gone           CNAME nothing
            loop1          CNAME loop2
            loop2          CNAME loop1
            odd            CNAME mail\\032room
            moved          DNAME mail
            below.mail     A     127.0.0.2
            """.formatted(DIGEST);

    @TempDir
    private Path folder;

    private DnsServer server;
    private DnsFixture fixture;
    private DnsResolver dns;

    @BeforeEach
    void start() throws IOException {
        server = DnsServer.start();
        server.put(
                Zone.parse("test", Signing.NSEC, ""),
                Zone.parse("nsec.test", Signing.NSEC, CONTENT),
                Zone.parse("nsec3.test", Signing.NSEC3, CONTENT),
                Zone.parse("other.test", Signing.NSEC3, CONTENT),
                Zone.parse("unsigned.test", Signing.UNSIGNED, CONTENT + "in CNAME mail.nsec.test."),
                Zone.parse("nods.test", Signing.NSEC, CONTENT).with(ChainOfTrust.NO_DS),
                Zone.parse("optout.test", Signing.NSEC3_OPT_OUT, CONTENT),
                Zone.parse("plain.optout.test", Signing.UNSIGNED, CONTENT),
                Zone.parse("sub.optout.test", Signing.NSEC, CONTENT),
                Zone.parse("wrongds.test", Signing.NSEC, CONTENT).with(ChainOfTrust.WRONG_DS));
        fixture = new DnsFixture(server, folder, Map.of());
        dns = fixture.dns;
    }

    @AfterEach
    void stop() throws IOException {
        fixture.close();
        server.close();
    }

    @Test
    void signedZonesAreSecureInAnswersAndInDenials() {
        for (String zone : new String[] {"nsec.test", "nsec3.test"}) {
            assertThat(said(dns.a(name("mail." + zone)))).isEqualTo("secure [127.0.0.1] at mail." + zone);
            assertThat(said(dns.aaaa(name("mail." + zone)))).isEqualTo("secure [0:0:0:0:0:0:0:1] at mail." + zone);
            assertThat(said(tlsa(dns, name("mail." + zone), 25)))
                    .isEqualTo("secure [3 1 1 " + DIGEST + "] at _25._tcp.mail." + zone);
            assertThat(said(dns.cname(name("alias." + zone)))).isEqualTo("secure [mail." + zone + "] at alias." + zone);
            assertThat(said(dns.mx(name("mail." + zone)))).isEqualTo("secure no data");
            assertThat(said(tlsa(dns, name("mail." + zone), 587))).isEqualTo("secure no such name");
            assertThat(said(dns.mx(name("nothing." + zone)))).isEqualTo("secure no such name");
        }
    }

    @Test
    void unsignedZonesAreInsecure() {
        for (String zone : new String[] {"unsigned.test", "nods.test"}) {
            assertThat(said(dns.a(name("mail." + zone)))).isEqualTo("insecure [127.0.0.1] at mail." + zone);
            assertThat(said(dns.mx(name("mail." + zone)))).isEqualTo("insecure no data");
            assertThat(said(dns.mx(name("nothing." + zone)))).isEqualTo("insecure no such name");
        }
    }

    @Test
    void recordsAreReadOneByOne() {
        // A host that cannot exist stays as text: whether there is another one is for others to see.
        assertThat(said(dns.mx(name("nsec.test")))).contains("10 mail.nsec.test", "5 mail\\032room.nsec.test");
        assertThat(said(dns.mx(name("null.nsec.test")))).isEqualTo("secure [0 .] at null.nsec.test");
        assertThat(said(dns.txt(name("nsec.test")))).contains("one string").contains("\u00ff");
        assertThat(said(dns.cname(name("odd.nsec.test")))).isEqualTo("secure [] at odd.nsec.test");
    }

    /** Most TLDs leave unsigned delegations out of their chain (RFC 5155 §6): what is below is insecure, not bogus. */
    @Test
    void whatAChainWithOptOutDoesNotDenyIsInsecure() {
        assertThat(said(dns.a(name("mail.plain.optout.test"))))
                .isEqualTo("insecure [127.0.0.1] at mail.plain.optout.test");
        assertThat(said(dns.mx(name("mail.plain.optout.test")))).isEqualTo("insecure no data");
        assertThat(said(dns.a(name("mail.sub.optout.test")))).isEqualTo("secure [127.0.0.1] at mail.sub.optout.test");
        assertThat(said(dns.a(name("mail.optout.test")))).isEqualTo("secure [127.0.0.1] at mail.optout.test");
        assertThat(said(dns.mx(name("mail.optout.test")))).isEqualTo("secure no data");
        // RFC 5155 §6, §12.2: an unsigned delegation may have been there all the same.
        assertThat(said(dns.mx(name("nothing.optout.test")))).isEqualTo("insecure no such name");
    }

    /** RFC 6672 §5.3.1: the CNAME of a DNAME is not signed, and follows from what is. */
    @Test
    void aTreeThatMovedIsFollowedAndSecure() {
        for (String zone : new String[] {"nsec.test", "nsec3.test"}) {
            assertThat(said(dns.a(name("below.moved." + zone)))).isEqualTo("secure [127.0.0.2] at below.mail." + zone);
            assertThat(said(dns.a(name("nothing.moved." + zone)))).isEqualTo("secure no such name");
        }
        assertThat(said(dns.a(name("below.moved.unsigned.test"))))
                .isEqualTo("insecure [127.0.0.2] at below.mail.unsigned.test");
        server.faults().set("below.moved.nsec.test", DnsFault.BOGUS_SIGNATURE);
        assertThat(said(dns.anew().a(name("below.moved.nsec.test")))).isEqualTo("bogus");
    }

    @Test
    void aliasesAreFollowedToTheirOwner() {
        assertThat(said(dns.a(name("alias.nsec.test")))).isEqualTo("secure [127.0.0.1] at mail.nsec.test");
        assertThat(said(dns.a(name("far.nsec.test")))).isEqualTo("secure [127.0.0.1] at mail.other.test");
        assertThat(said(tlsa(dns, name("via.nsec.test"), 25))).endsWith("at _25._tcp.mail.nsec.test");
        // RFC 4035 §4.3: a chain is as secure as its weakest link.
        assertThat(said(dns.a(name("outside.nsec.test")))).isEqualTo("insecure [127.0.0.1] at mail.unsigned.test");
        assertThat(said(dns.a(name("in.unsigned.test")))).isEqualTo("insecure [127.0.0.1] at mail.nsec.test");
        assertThat(said(dns.mx(name("alias.nsec.test")))).isEqualTo("secure no data");
        assertThat(said(dns.a(name("gone.nsec.test")))).isEqualTo("secure no such name");
        assertThat(said(dns.a(name("loop1.nsec.test")))).startsWith("failed: ");
    }

    @Test
    void whatDoesNotValidateIsBogusAndNeverInsecure() {
        for (DnsFault fault : new DnsFault[] {
            DnsFault.BOGUS_SIGNATURE, DnsFault.EXPIRED_SIGNATURE, DnsFault.MISSING_SIGNATURE,
        }) {
            for (String zone : new String[] {"nsec.test", "nsec3.test"}) {
                server.faults().set("mail." + zone, fault);
                assertThat(said(dns.anew().a(name("mail." + zone))))
                        .as("%s", fault)
                        .isEqualTo("bogus");
                assertThat(said(dns.anew().mx(name("mail." + zone))))
                        .as("%s", fault)
                        .isEqualTo("bogus");
                assertThat(said(dns.anew().a(name("alias." + zone))))
                        .as("%s", fault)
                        .isEqualTo("bogus");
            }
        }
        assertThat(said(dns.a(name("mail.wrongds.test")))).isEqualTo("bogus");
    }

    @Test
    void aDenialWithoutItsProofIsBogus() {
        for (DnsFault fault : new DnsFault[] {DnsFault.MISSING_PROOF, DnsFault.WRONG_PROOF}) {
            for (String zone : new String[] {"nsec.test", "nsec3.test"}) {
                server.faults().set("_25._tcp.mail." + zone, fault);
                server.faults().set("nothing." + zone, fault);
                assertThat(said(dns.anew().txt(name("_25._tcp.mail." + zone))))
                        .as("%s", fault)
                        .isEqualTo("bogus");
                assertThat(said(dns.anew().mx(name("nothing." + zone))))
                        .as("%s", fault)
                        .isEqualTo("bogus");
            }
        }
    }

    @Test
    void noAnswerIsAFailureAndNoFact() {
        bad("mail.nsec.test", DnsFault.SERVFAIL, "the resolver answered SERVFAIL");
        bad("mail.unsigned.test", DnsFault.SERVFAIL, "the resolver answered SERVFAIL");
        bad("mail.unsigned.test", DnsFault.REFUSED, "the resolver answered REFUSED");
        bad("mail.unsigned.test", DnsFault.NO_REPLY, "the resolver did not answer in time");
        server.faults().set("mail.unsigned.test", DnsFault.LAME);
        assertThat(said(dns.anew().a(name("mail.unsigned.test")))).isEqualTo("bogus");
    }

    /** dnsjava drops such a failure while it validates a denial; the denial must not pass for an insecure one. */
    @Test
    void keysThatCannotBeHadMakeAFailure() {
        for (DnsFault fault : new DnsFault[] {DnsFault.SERVFAIL, DnsFault.NO_REPLY}) {
            server.faults().set("nsec.test", Type.DNSKEY, fault);
            server.faults().set("nsec3.test", Type.DS, fault);
            for (Uni<? extends Lookup<?>> answer : List.of(
                    dns.anew().a(name("mail.nsec.test")),
                    dns.anew().mx(name("mail.nsec.test")),
                    dns.anew().mx(name("nothing.nsec.test")),
                    dns.anew().a(name("mail.nsec3.test")),
                    dns.anew().mx(name("mail.nsec3.test")),
                    dns.anew().mx(name("nothing.nsec3.test")))) {
                assertThat(said(answer))
                        .as("%s", fault)
                        .isEqualTo("failed: the keys to validate the answer could not be looked up");
            }
        }
    }

    @Test
    void aTruncatedAnswerIsAskedForOverTcp() {
        server.faults().set("mail.nsec.test", DnsFault.TRUNCATED);
        server.resetCounts();

        assertThat(said(dns.a(name("mail.nsec.test")))).isEqualTo("secure [127.0.0.1] at mail.nsec.test");

        assertThat(server.queriesFor("mail.nsec.test", Type.A)).isEqualTo(2);
    }

    @Test
    void anAnswerOfTwoHundredHostsIsReadWhole() {
        StringBuilder zone = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            zone.append("@ MX ").append(i).append(" host").append(i).append('\n');
        }
        server.put("many.test", Signing.NSEC, zone.toString());

        Lookup.Secure<?> found = (Lookup.Secure<?>) get(dns.mx(name("many.test")));

        assertThat(found.records()).hasSize(AnswerReader.MAX_RECORDS);
    }

    private void bad(String host, DnsFault fault, String why) {
        server.faults().set(host, fault);
        assertThat(said(dns.anew().a(name(host)))).isEqualTo("failed: " + why);
        server.faults().clear(host);
    }

    private static DomainName name(String text) {
        return DomainName.of(text);
    }
}
