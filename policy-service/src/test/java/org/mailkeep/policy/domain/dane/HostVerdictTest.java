package org.mailkeep.policy.domain.dane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;

/** What the TLSA records of a host mean (RFC 7672 §2.1.1, §2.2). */
class HostVerdictTest {

    private static final DomainName BASE = DomainName.of("mx.example.com");
    private static final Duration TTL = Duration.ofMinutes(5);
    private static final TlsaRecord GOOD = new TlsaRecord(3, 1, 1, "ab".repeat(32));
    private static final TlsaRecord PKIX = new TlsaRecord(1, 1, 1, "ab".repeat(32));
    private static final TlsaRecord CUT_OFF = new TlsaRecord(3, 1, 1, "ab");

    @Test
    void oneUsableRecordIsEnough() {
        assertThat(after(secure(GOOD))).isEqualTo(new HostVerdict.Usable(BASE, List.of(GOOD)));
        assertThat(after(secure(PKIX, CUT_OFF, GOOD)))
                .as("malformed ones are unusable one by one")
                .isEqualTo(new HostVerdict.Usable(BASE, List.of(GOOD, PKIX, CUT_OFF)));
    }

    @Test
    void onlyUnusableRecordsStillDemandTls() {
        assertThat(after(secure(PKIX, CUT_OFF))).isEqualTo(new HostVerdict.Unusable(BASE, List.of(PKIX, CUT_OFF)));
    }

    @Test
    void aFloodOfJunkDoesNotPushTheUsableOneOut() {
        List<TlsaRecord> flood = Stream.concat(Collections.nCopies(500, CUT_OFF).stream(), Stream.of(GOOD))
                .toList();
        assertThat(after(new Lookup.Secure<>(flood, BASE, TTL)))
                .isInstanceOfSatisfying(
                        HostVerdict.Usable.class,
                        usable -> assertThat(usable.tlsa())
                                .hasSize(HostVerdict.MAX_TLSA)
                                .contains(GOOD));
    }

    @Test
    void whatIsNotSignedIsNoTlsaRecord() {
        goesOn(new Lookup.Insecure<>(List.of(GOOD), BASE, TTL));
        goesOn(new Lookup.NoData<>(true, TTL));
        goesOn(new Lookup.NxDomain<>(true, TTL));
    }

    @Test
    void aFailureIsNeverReadAsNoTlsa() {
        assertThat(after(new Lookup.TempFail<>("SERVFAIL"))).isInstanceOf(HostVerdict.TempFail.class);
        assertThat(after(new Lookup.Bogus<>("a signature is wrong"))).isInstanceOf(HostVerdict.TempFail.class);
    }

    private static Lookup<TlsaRecord> secure(TlsaRecord... records) {
        return new Lookup.Secure<>(List.of(records), BASE, TTL);
    }

    private static HostVerdict after(Lookup<TlsaRecord> answer) {
        return HostVerdict.after(BASE, answer).orElseThrow();
    }

    private static void goesOn(Lookup<TlsaRecord> answer) {
        assertThat(HostVerdict.after(BASE, answer)).as("%s", answer).isEmpty();
    }
}
