package org.mailkeep.policy.domain.dane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.policy.domain.dane.TlsaBases.AskBelow;
import org.mailkeep.policy.domain.dane.TlsaBases.AskForAlias;
import org.mailkeep.policy.domain.dane.TlsaBases.Settled;

/** Below which names TLSA records are asked for (RFC 7671 §7, RFC 7672 §2.2.2). */
class TlsaBasesTest {

    private static final DomainName HOST = DomainName.of("mx.example.com");
    private static final DomainName TARGET = DomainName.of("target.example.net");
    private static final Duration TTL = Duration.ofMinutes(5);

    @Test
    void aSecureHostIsAskedAtItsOwnName() {
        assertThat(TlsaBases.of(HOST, new HostAddresses.Secure(HOST))).isEqualTo(new AskBelow(List.of(HOST)));
    }

    @Test
    void aSecureAliasIsAskedAtItsTargetFirstAndThenAtItsOwnName() {
        assertThat(TlsaBases.of(HOST, new HostAddresses.Secure(TARGET))).isEqualTo(new AskBelow(List.of(TARGET, HOST)));
    }

    @Test
    void tlsaIsNeverAskedForBelowAHostWithInsecureAddresses() {
        assertThat(settled(TlsaBases.of(HOST, new HostAddresses.Insecure(false))))
                .isInstanceOf(HostVerdict.NoTlsa.class);
    }

    @Test
    void anAliasIntoAnUnsignedZoneMayBeSecureItself() {
        AskForAlias asked = new AskForAlias(new HostVerdict.NoTlsa("the host is an alias that is not signed"));
        assertThat(TlsaBases.of(HOST, new HostAddresses.Insecure(true))).isEqualTo(asked);
        assertThat(TlsaBases.afterAlias(HOST, asked, new Lookup.Secure<>(List.of(TARGET), HOST, TTL)))
                .as("only its own name: the target is not signed")
                .isEqualTo(new AskBelow(List.of(HOST)));
        assertThat(settled(TlsaBases.afterAlias(HOST, asked, new Lookup.Insecure<>(List.of(TARGET), HOST, TTL))))
                .isInstanceOf(HostVerdict.NoTlsa.class);
        assertThat(settled(TlsaBases.afterAlias(HOST, asked, new Lookup.NoData<>(true, TTL))))
                .isInstanceOf(HostVerdict.NoTlsa.class);
        assertThat(settled(TlsaBases.afterAlias(HOST, asked, new Lookup.NxDomain<>(true, TTL))))
                .isInstanceOf(HostVerdict.NoTlsa.class);
    }

    @Test
    void aFailureIsNeverReadAsNoDane() {
        assertThat(settled(TlsaBases.of(HOST, new HostAddresses.Undetermined("SERVFAIL"))))
                .isInstanceOf(HostVerdict.TempFail.class);
        AskForAlias asked = new AskForAlias(new HostVerdict.NoTlsa("the host is an alias that is not signed"));
        assertThat(settled(TlsaBases.afterAlias(HOST, asked, new Lookup.TempFail<>("SERVFAIL"))))
                .isInstanceOf(HostVerdict.TempFail.class);
        assertThat(settled(TlsaBases.afterAlias(HOST, asked, new Lookup.Bogus<>("a signature is wrong"))))
                .isInstanceOf(HostVerdict.TempFail.class);
    }

    @Test
    void aHostThatProvenlyHasNoAddressIsUnreachable() {
        assertThat(TlsaBases.of(HOST, new HostAddresses.None("the host does not exist", true)))
                .isEqualTo(new Settled(new HostVerdict.Unreachable("the host does not exist")));
    }

    @Test
    void aForgedDenialOfAnAliasTargetDoesNotHideTheTlsaRecordsOfTheAlias() {
        AskForAlias asked = new AskForAlias(new HostVerdict.Unreachable("the host does not exist"));
        assertThat(TlsaBases.of(HOST, new HostAddresses.None("the host does not exist", false)))
                .isEqualTo(asked);
        assertThat(TlsaBases.afterAlias(HOST, asked, new Lookup.Secure<>(List.of(TARGET), HOST, TTL)))
                .isEqualTo(new AskBelow(List.of(HOST)));
        assertThat(settled(TlsaBases.afterAlias(HOST, asked, new Lookup.NxDomain<>(false, TTL))))
                .isInstanceOf(HostVerdict.Unreachable.class);
    }

    private static HostVerdict settled(TlsaBases bases) {
        return switch (bases) {
            case Settled(HostVerdict verdict) -> verdict;
            case TlsaBases other -> throw new AssertionError("a question is asked: " + other);
        };
    }
}
