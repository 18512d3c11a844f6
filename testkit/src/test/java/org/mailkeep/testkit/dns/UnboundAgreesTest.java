package org.mailkeep.testkit.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.testkit.world.DemoDomain;
import org.mailkeep.testkit.world.DemoWorld;
import org.mailkeep.testkit.world.SmallInternet;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** A second opinion: Unbound, validating in front of the demo world, comes to the same verdicts as dnsjava. */
@Tag("real-programs")
class UnboundAgreesTest {

    private static final String[] TYPES = {"MX", "A", "AAAA", "TXT", "TLSA", "DS"};
    private static final String[] PREFIXES = {
        "", "mail.", "mx1.", "mx2.", "gone.", "_mta-sts.", "_25._tcp.mail.", "_25._tcp.mx2.", "_tcp.mail."
    };

    @Test
    void onEveryNameAroundTheDemoDomains(@TempDir Path folder) throws Exception {
        try (SmallInternet internet = DemoWorld.start(SmallInternet.Ports.FREE, Clock.systemUTC())) {
            internet.dns().put(Zone.parse("wild.nsec3.example", Signing.NSEC3, "* TXT any\n*.below CNAME ns\n"));
            internet.dns().put(Zone.parse("wild.dane.example", Signing.NSEC, "* TXT any\n*.below CNAME ns\n"));
            try (Unbound unbound = Unbound.start(internet.dns(), folder)) {
                ValidatingClient ours = new ValidatingClient(internet.dns());
                SimpleResolver theirs = new SimpleResolver(unbound.address());
                theirs.setEDNS(0, 1232, ExtendedFlags.DO);
                Map<String, String> differences = new LinkedHashMap<>();
                for (DemoDomain domain : DemoWorld.domains()) {
                    for (String prefix : PREFIXES) {
                        compare(prefix + domain.name(), ours, theirs, differences);
                    }
                }
                for (String name : new String[] {
                    "any.wild.nsec3.example",
                    "a.b.wild.nsec3.example",
                    "any.below.wild.nsec3.example",
                    "any.wild.dane.example",
                    "a.b.wild.dane.example",
                    "any.below.wild.dane.example",
                    "mx.hosting.test"
                }) {
                    compare(name, ours, theirs, differences);
                }
                assertThat(differences).isEmpty();
            }
        }
    }

    private static void compare(
            String name, ValidatingClient ours, SimpleResolver theirs, Map<String, String> differences)
            throws IOException {
        for (String type : TYPES) {
            String our = verdict(ours.ask(name, type));
            String their = verdict(theirs.send(ValidatingClient.query(name, Type.value(type))));
            if (!our.equals(their)) {
                differences.put(name + " " + type, our + " / " + their);
            }
        }
    }

    /** Without the number of records, and without the difference between bogus and failed, which AD does not tell. */
    private static String verdict(String outcome) {
        return outcome.equals("bogus") || outcome.equals("failed") ? "SERVFAIL" : outcome.replaceAll(" \\d+$", "");
    }

    private static String verdict(Message reply) {
        return reply.getRcode() == Rcode.SERVFAIL
                ? "SERVFAIL"
                : (reply.getHeader().getFlag(Flags.AD) ? "secure " : "insecure ") + Rcode.string(reply.getRcode());
    }
}
