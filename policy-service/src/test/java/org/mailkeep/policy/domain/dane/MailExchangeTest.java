package org.mailkeep.policy.domain.dane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailkeep.policy.domain.Facts.DOMAIN;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.contracts.dns.MxRecord;

/** Where mail goes (RFC 5321 §5.1, RFC 7505, RFC 7672 §2.2.1). */
class MailExchangeTest {

    private static final Duration TTL = Duration.ofMinutes(10);

    @Test
    void hostsComeByPreferenceAndOnlyOnce() {
        assertThat(hosts(mx(20, "b.example."), mx(10, "A.example"), mx(10, "c.example"), mx(30, "a.example")))
                .containsExactly(host(10, "a.example"), host(10, "c.example"), host(20, "b.example"));
        assertThat(hosts(mx(10, "c.example"), mx(10, "a.example")))
                .as("equal preferences come in a steady order")
                .isEqualTo(hosts(mx(10, "a.example"), mx(10, "c.example")));
    }

    @Test
    void theListIsAsSecureAsTheAnswer() {
        List<MxRecord> records = List.of(mx(10, "a.example"));
        assertThat(MailExchange.of(DOMAIN, new Lookup.Secure<>(records, DOMAIN, TTL)))
                .isEqualTo(new MailExchange.Hosts(List.of(host(10, "a.example")), true, false, TTL));
        assertThat(MailExchange.of(DOMAIN, new Lookup.Insecure<>(records, DOMAIN, TTL)))
                .isEqualTo(new MailExchange.Hosts(List.of(host(10, "a.example")), false, false, TTL));
    }

    @Test
    void aDomainThatIsAnAliasHasTheHostsOfItsTarget() {
        // RFC 5321 §5.1: the CNAME is followed; the answer's security covers the whole chain.
        assertThat(MailExchange.of(
                        DOMAIN,
                        new Lookup.Secure<>(List.of(mx(10, "a.example")), DomainName.of("target.example"), TTL)))
                .isEqualTo(new MailExchange.Hosts(List.of(host(10, "a.example")), true, false, TTL));
    }

    @Test
    void withoutMxRecordsTheDomainItselfTakesTheMail() {
        for (boolean secure : new boolean[] {true, false}) {
            assertThat(MailExchange.of(DOMAIN, new Lookup.NoData<>(secure, TTL)))
                    .isEqualTo(new MailExchange.Hosts(List.of(new MxHost(DOMAIN, 0)), secure, true, TTL));
        }
    }

    @Test
    void aNullMxTakesNoMail() {
        assertThat(answer(mx(0, "."))).isEqualTo(new MailExchange.NoMail(TTL)); // RFC 7505 §3
        assertThat(hosts(mx(0, "."), mx(10, "a.example")))
                .as("beside another record, where it must not stand, it is skipped")
                .containsExactly(host(10, "a.example"));
    }

    @Test
    void recordsThatNameNoHostAreSkipped() {
        for (String junk : List.of("192.0.2.1.", "2001:db8::1", "a b.example", "-", "a..b", "{x}.example", "x\0.y")) {
            assertThat(answer(mx(5, junk))).as(junk).isEqualTo(new MailExchange.NoMail(TTL));
            assertThat(hosts(mx(5, junk), mx(10, "a.example"))).as(junk).containsExactly(host(10, "a.example"));
        }
    }

    @Test
    void aDomainThatDoesNotExistIsNotOneWithoutMx() {
        assertThat(MailExchange.of(DOMAIN, new Lookup.NxDomain<>(true, TTL)))
                .isEqualTo(new MailExchange.NoSuchDomain(TTL));
    }

    @Test
    void aFailureIsNeverReadAsAnAnswer() {
        assertThat(MailExchange.of(DOMAIN, new Lookup.TempFail<>("SERVFAIL")))
                .isInstanceOf(MailExchange.Undetermined.class);
        assertThat(MailExchange.of(DOMAIN, new Lookup.Bogus<>("a signature is wrong")))
                .isInstanceOf(MailExchange.Undetermined.class);
    }

    @Test
    void manyHostsAreKeptAndVeryManyAreCutAtTheFarEnd() {
        assertThat(hosts(many(33))).hasSize(33);
        List<MxHost> kept = hosts(many(1000));
        assertThat(kept).hasSize(MailExchange.MAX_HOSTS);
        assertThat(kept)
                .map(MxHost::preference)
                .isEqualTo(IntStream.range(0, 64).boxed().toList());
    }

    @Property(tries = 300)
    void noNameMakesItThrow(@ForAll List<String> exchanges) {
        assertThat(answer(exchanges.stream().map(name -> mx(10, name)).toArray(MxRecord[]::new)))
                .isNotNull();
    }

    private static MxRecord[] many(int count) {
        return Stream.iterate(count - 1, i -> i - 1)
                .limit(count)
                .map(i -> mx(i, "mx" + i + ".example"))
                .toArray(MxRecord[]::new);
    }

    private static List<MxHost> hosts(MxRecord... records) {
        return switch (answer(records)) {
            case MailExchange.Hosts known -> known.hosts();
            case MailExchange other -> throw new AssertionError("no hosts but " + other);
        };
    }

    private static MailExchange answer(MxRecord... records) {
        return MailExchange.of(DOMAIN, new Lookup.Secure<>(List.of(records), DOMAIN, TTL));
    }

    private static MxRecord mx(int preference, String exchange) {
        return new MxRecord(preference, exchange);
    }

    private static MxHost host(int preference, String name) {
        return new MxHost(DomainName.of(name), preference);
    }
}
