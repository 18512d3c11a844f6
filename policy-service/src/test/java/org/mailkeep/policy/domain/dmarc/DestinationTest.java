package org.mailkeep.policy.domain.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.contracts.reporting.ReportUri;

/** RFC 9990, "Verifying External Destinations". */
class DestinationTest {

    private static final ReportUri URI = ReportUri.of("mailto:reports@red.example.net");
    private static final DomainName ASKED = new DomainName("blue.example.com._report._dmarc.red.example.net");
    private static final Duration TTL = Duration.ofMinutes(5);

    @Test
    void theNameIsThatOfTheExample() {
        assertThat(Destination.question(new DomainName("blue.example.com"), new DomainName("red.example.net")))
                .contains(ASKED);
        assertThat(Destination.question(
                        new DomainName("a.".repeat(100) + "com"), new DomainName("b.".repeat(50) + "net")))
                .as("the length exceeds the limits of DNS")
                .isEmpty();
    }

    @Test
    void anyRecordWithTheVersionIsEnough() {
        assertThat(of(List.of("v=DMARC1"))).isInstanceOf(Destination.Agreed.class);
        assertThat(of(List.of("v=DMARC1;"))).isInstanceOf(Destination.Agreed.class);
        assertThat(of(List.of("x", "v=DMARC1; rua=mailto:other@red.example.net")))
                .isInstanceOf(Destination.Agreed.class);
        assertThat(of(List.of("x"))).isInstanceOf(Destination.Refused.class);
        assertThat(of(List.of())).isInstanceOf(Destination.Refused.class);
    }

    @Test
    void aFailureIsNoRefusal() {
        assertThat(Destination.of(URI, ASKED, new Lookup.NxDomain<>(true, TTL)))
                .isInstanceOf(Destination.Refused.class);
        assertThat(Destination.of(URI, ASKED, new Lookup.TempFail<>("x"))).isInstanceOf(Destination.Undetermined.class);
        assertThat(Destination.of(URI, ASKED, new Lookup.Bogus<>("x"))).isInstanceOf(Destination.Undetermined.class);
    }

    private static Destination of(List<String> records) {
        return Destination.of(URI, ASKED, new Lookup.Insecure<>(records, ASKED, TTL));
    }
}
