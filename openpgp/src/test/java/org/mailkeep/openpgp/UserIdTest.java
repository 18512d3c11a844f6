package org.mailkeep.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.openpgp.packet.Octets;

class UserIdTest {

    @Test
    void theAddressStandsInAngleBracketsOrAlone() { // RFC 9580 §5.11
        good("Alice <alice@example.com>", "alice@example.com");
        good("Alice (work) <Alice@Example.COM>", "alice@example.com");
        good("<alice@example.com>", "alice@example.com");
        good("alice@example.com", "alice@example.com");
        good("  alice@example.com ", "alice@example.com");
        good("Jörg <jörg@bücher.example>", "jörg@xn--bcher-kva.example");
    }

    @Test
    void whereProgramsDisagreeThereIsNoAddress() {
        bad("");
        bad("Alice");
        bad("Alice <alice>");
        bad("Alice alice@example.com");
        bad("Alice <alice@example.com> (work)"); // GnuPG takes it, others do not
        bad("<alice@example.com> <eve@example.net>"); // the first or the last?
        bad("alice@example.com <eve@example.net"); // not closed
        bad("alice@example.com>");
        bad("Alice <<alice@example.com>>");
        bad("Alice <alice@example.com, eve@example.net>");
        bad("Alice < alice@example.com >");
        bad("alice@example.com\0");
        assertThat(new UserId(Octets.of(new byte[] {'<', (byte) 0xff, '@', 'a', '>'})).address())
                .isEmpty(); // no UTF-8
    }

    @Property
    void anyBytesAreRead(@ForAll byte[] bytes) {
        UserId userId = new UserId(Octets.of(bytes));
        assertThat(userId.text()).isNotNull();
        assertThat(userId.address()).isNotNull();
    }

    private static void good(String userId, String address) {
        assertThat(UserId.of(userId).address()).contains(EmailAddress.of(address));
    }

    private static void bad(String userId) {
        assertThat(UserId.of(userId).address()).isEqualTo(Optional.empty());
    }
}
