package org.mailkeep.testkit.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

/** Every kind of zone and denial, judged by a validator that trusts only the root's key. */
class DnsValidationTest {

    private static final String CONTENT = """
            @                MX    10 mail
            mail             A     127.0.0.1
            _25._tcp.mail    TLSA  3 1 1 0000000000000000000000000000000000000000000000000000000000000000
            alias            CNAME mail
            far              CNAME mail.%s
            gone             CNAME nowhere.%s
            loop1            CNAME loop2
            loop2            CNAME loop1
            *.wild           TXT   "from the wildcard"
            exact.wild       TXT   "its own"
            *.wildalias      CNAME mail
            a.very.deep      A     127.0.0.1
            nowhere.sub      NS    ns.nobody.test.
            """;

    private static DnsServer server;
    private static ValidatingClient client;

    @BeforeAll
    static void start() throws IOException {
        server = DnsServer.start();
        server.put(
                Zone.parse("test", Signing.NSEC, ""),
                Zone.parse("test3", Signing.NSEC3, ""),
                Zone.parse("nsec.test", Signing.NSEC, CONTENT.formatted("nsec3.test.", "nsec3.test.")),
                Zone.parse("nsec3.test", Signing.NSEC3, CONTENT.formatted("nsec.test.", "nsec.test.")),
                Zone.parse("under.test3", Signing.NSEC3, CONTENT.formatted("nsec.test.", "nsec.test.")),
                Zone.parse("unsigned.test", Signing.UNSIGNED, CONTENT.formatted("nsec.test.", "nsec.test.")),
                Zone.parse("unsigned.test3", Signing.UNSIGNED, CONTENT.formatted("nsec.test.", "nsec.test.")),
                Zone.parse("tounsigned.test", Signing.NSEC, "alias CNAME mail.unsigned.test."),
                Zone.parse("nods.test", Signing.NSEC, "@ A 127.0.0.1").with(ChainOfTrust.NO_DS),
                Zone.parse("wrongds.test", Signing.NSEC, "@ A 127.0.0.1").with(ChainOfTrust.WRONG_DS),
                Zone.parse("bücher.test", Signing.NSEC, "@ A 127.0.0.1"));
        client = new ValidatingClient(server);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void aSignedZoneIsSecureInAnswersAndInDenials() throws IOException {
        for (String zone : new String[] {"nsec.test", "nsec3.test", "under.test3"}) {
            answers(zone, "MX", "secure NOERROR 1");
            answers("mail." + zone, "A", "secure NOERROR 1");
            answers("MAIL." + zone.toUpperCase(Locale.ROOT), "A", "secure NOERROR 1"); // RFC 4343
            answers("_25._tcp.mail." + zone, "TLSA", "secure NOERROR 1");
            answers(zone, "DNSKEY", "secure NOERROR 1");
            answers(zone, "DS", "secure NOERROR 1"); // from the parent, RFC 4035 §3.1.4.1
            answers("mail." + zone, "AAAA", "secure NOERROR"); // RFC 4035 §3.1.3.1
            answers(zone, "TXT", "secure NOERROR"); // at the apex
            answers("mail." + zone, "DS", "secure NOERROR"); // no delegation there
            answers("very.deep." + zone, "A", "secure NOERROR"); // an empty non-terminal
            answers("_tcp.mail." + zone, "TLSA", "secure NOERROR"); // another
            answers("nothing." + zone, "A", "secure NXDOMAIN"); // RFC 4035 §3.1.3.2
            answers("a.b.c.nothing." + zone, "A", "secure NXDOMAIN");
            answers("b.very.deep." + zone, "A", "secure NXDOMAIN");
            answers("_25._tcp.nothing." + zone, "TLSA", "secure NXDOMAIN");
        }
    }

    @Test
    void wildcardsAreExpandedWithTheirProof() throws IOException {
        for (String zone : new String[] {"nsec.test", "nsec3.test", "under.test3"}) {
            answers("any.wild." + zone, "TXT", "secure NOERROR 1"); // RFC 4035 §3.1.3.3
            answers("a.b.wild." + zone, "TXT", "secure NOERROR 1"); // RFC 4592 §2.2.1
            answers("exact.wild." + zone, "TXT", "secure NOERROR 1");
            answers("any.wild." + zone, "A", "secure NOERROR"); // RFC 4035 §3.1.3.4
            answers("a.exact.wild." + zone, "TXT", "secure NXDOMAIN"); // an existing name stops the wildcard
            answers("any.wildalias." + zone, "A", "secure NOERROR 1");
        }
    }

    @Test
    void aliasesAreFollowedThroughZones() throws IOException {
        for (String zone : new String[] {"nsec.test", "nsec3.test", "under.test3"}) {
            answers("alias." + zone, "A", "secure NOERROR 1");
            answers("far." + zone, "A", "secure NOERROR 1");
            answers("far." + zone, "AAAA", "secure NOERROR");
            answers("gone." + zone, "A", "secure NXDOMAIN");
            answers("loop1." + zone, "A", "failed");
        }
        answers("alias.tounsigned.test", "A", "insecure NOERROR 1");
    }

    @Test
    void withoutADsInTheParentAnswersAreInsecure() throws IOException {
        for (String zone : new String[] {"unsigned.test", "unsigned.test3"}) {
            answers(zone, "MX", "insecure NOERROR 1");
            answers("mail." + zone, "AAAA", "insecure NOERROR");
            answers("nothing." + zone, "A", "insecure NXDOMAIN");
            answers("any.wild." + zone, "TXT", "insecure NOERROR 1");
            answers("far." + zone, "A", "insecure NOERROR 1");
            answers(zone, "DS", "secure NOERROR"); // proven by the parent
        }
        answers("nods.test", "A", "insecure NOERROR 1");
    }

    @Test
    void aDsThatNamesAnotherKeyMakesTheZoneBogus() throws IOException {
        answers("wrongds.test", "A", "bogus");
        answers("nothing.wrongds.test", "A", "bogus");
    }

    @Test
    void whatNoZoneHoldsDoesNotExistAndADelegationToNobodyFails() throws IOException {
        answers("no-such-tld", "A", "secure NXDOMAIN");
        answers("www.nowhere.test", "A", "secure NXDOMAIN");
        answers(".", "NS", "secure NOERROR 1");
        answers("www.nowhere.sub.nsec.test", "A", "failed");
    }

    @Test
    void internationalNamesMayBeWrittenAsTheyAreRead() throws IOException {
        answers("xn--bcher-kva.test", "A", "secure NOERROR 1");
    }

    @Test
    void aReplacedZoneIsSignedAnewWithItsOldKey() throws IOException {
        server.put("changing.test", Signing.NSEC, "@ A 127.0.0.1");
        answers("changing.test", "A", "secure NOERROR 1");
        server.put("changing.test", Signing.NSEC, "@ A 127.0.0.1\n@ A 127.0.0.2");
        answers("changing.test", "A", "secure NOERROR 2");
        server.remove("changing.test");
        answers("changing.test", "A", "secure NXDOMAIN");
        assertThat(server.queriesFor("changing.test", Type.A)).isEqualTo(3);
    }

    private static void answers(String name, String type, String outcome) throws IOException {
        assertThat(client.ask(name, type)).as("%s %s", name, type).isEqualTo(outcome);
    }
}
