package org.mailkeep.policy.domain.dane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;

/** What the addresses of a host say of its security (RFC 7672 §2.2.2). */
class HostAddressesTest {

    private static final DomainName HOST = DomainName.of("mx.example.com");
    private static final DomainName TARGET = DomainName.of("target.example.net");
    private static final Duration TTL = Duration.ofMinutes(5);

    private static final Lookup<String> SECURE = new Lookup.Secure<>(List.of("192.0.2.1"), HOST, TTL);
    private static final Lookup<String> INSECURE = new Lookup.Insecure<>(List.of("192.0.2.1"), HOST, TTL);
    private static final Lookup<String> SECURE_ALIAS = new Lookup.Secure<>(List.of("192.0.2.1"), TARGET, TTL);
    private static final Lookup<String> INSECURE_ALIAS = new Lookup.Insecure<>(List.of("192.0.2.1"), TARGET, TTL);
    private static final Lookup<String> NO_DATA = new Lookup.NoData<>(true, TTL);
    private static final Lookup<String> NX_DOMAIN = new Lookup.NxDomain<>(true, TTL);
    private static final Lookup<String> INSECURE_NO_DATA = new Lookup.NoData<>(false, TTL);
    private static final Lookup<String> INSECURE_NX_DOMAIN = new Lookup.NxDomain<>(false, TTL);
    private static final Lookup<String> SERVFAIL = new Lookup.TempFail<>("SERVFAIL");
    private static final Lookup<String> BOGUS = new Lookup.Bogus<>("a signature is wrong");

    @Test
    void addressesAreSecureWhenAllThatWereFoundAre() {
        both(SECURE, SECURE, new HostAddresses.Secure(HOST));
        both(SECURE, NO_DATA, new HostAddresses.Secure(HOST));
        both(SECURE_ALIAS, SECURE_ALIAS, new HostAddresses.Secure(TARGET));
        both(SECURE, INSECURE, new HostAddresses.Insecure(false));
        both(INSECURE, INSECURE, new HostAddresses.Insecure(false));
        both(INSECURE, NO_DATA, new HostAddresses.Insecure(false));
        both(INSECURE_ALIAS, NO_DATA, new HostAddresses.Insecure(true));
    }

    @Test
    void aFailureBesideAGoodAnswerIsNoFailure() {
        // A mail server delivers over the family that answers; whole domains hung on an AAAA SERVFAIL elsewhere.
        for (Lookup<String> failure : List.of(SERVFAIL, BOGUS, NX_DOMAIN)) {
            both(SECURE, failure, new HostAddresses.Secure(HOST));
            both(INSECURE, failure, new HostAddresses.Insecure(false));
        }
    }

    @Test
    void aHostWithoutAddressIsDeadAndNotUnknown() {
        both(NO_DATA, NO_DATA, new HostAddresses.None("the host has no address", true));
        both(NX_DOMAIN, NX_DOMAIN, new HostAddresses.None("the host does not exist", true));
        both(NX_DOMAIN, SERVFAIL, new HostAddresses.None("the host does not exist", true)); // RFC 8020: for every type
        both(NO_DATA, INSECURE_NO_DATA, new HostAddresses.None("the host has no address", false));
        both(INSECURE_NX_DOMAIN, SERVFAIL, new HostAddresses.None("the host does not exist", false));
    }

    @Test
    void aFailureBesideNoAddressIsAFailure() {
        for (Lookup<String> failure : List.of(SERVFAIL, BOGUS)) {
            both(NO_DATA, failure, new HostAddresses.Undetermined("the addresses of the host could not be looked up"));
            both(SERVFAIL, failure, new HostAddresses.Undetermined("the addresses of the host could not be looked up"));
        }
    }

    /** The order of the families does not matter. */
    private static void both(Lookup<String> one, Lookup<String> other, HostAddresses expected) {
        assertThat(HostAddresses.of(HOST, one, other)).isEqualTo(expected);
        assertThat(HostAddresses.of(HOST, other, one)).isEqualTo(expected);
    }
}
