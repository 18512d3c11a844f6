package org.mailkeep.keydir.domain.served;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;

/** A customer's domain is served while DNS says so. */
class DomainProofTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration TTL = Duration.ofMinutes(5);
    private static final Patience PATIENCE = new Patience(Duration.ofDays(3), Duration.ofDays(90));
    private static final DomainName HOST = new DomainName("keys.provider.example");
    private static final DirectoryDomain DOMAIN = new DirectoryDomain(
            new DomainName("custom.example"),
            DirectoryDomain.Kind.CUSTOM,
            "t0ken",
            new Verification.Pending(NOW, Optional.empty()));

    @Test
    void eitherRecordIsAProof() {
        proven(ProofMethod.CNAME, txt(), cname("keys.provider.example"));
        proven(ProofMethod.TXT, txt("mailkeep-verification=t0ken"), new Lookup.NoData<>(false, TTL));
        proven(ProofMethod.TXT, txt("v=spf1 -all", " mailkeep-verification=t0ken "), cname("elsewhere.example"));
        proven(ProofMethod.CNAME, new Lookup.Bogus<>("why"), cname("keys.provider.example")); // one is enough
        proven(ProofMethod.TXT, txt("mailkeep-verification=t0ken"), new Lookup.TempFail<>("why"));
        proven(
                ProofMethod.CNAME,
                txt(),
                new Lookup.Secure<>(List.of(HOST), DOMAIN.advancedName(), TTL)); // signed or not
    }

    @Test
    void anotherTokenOrHostIsNone() {
        missing(
                txt("mailkeep-verification=other"),
                cname("elsewhere.example"),
                "alias of another host",
                "has not the token");
        missing(txt("t0ken"), new Lookup.NxDomain<>(true, TTL), "is no alias", "has not the token");
        missing(
                txt("mailkeep-verification=T0KEN"),
                cname("provider.example"),
                "another host"); // tokens keep their case
        missing(new Lookup.NoData<>(false, TTL), new Lookup.NoData<>(false, TTL), "is no alias", "no TXT record");
    }

    @Test
    void whatIsNotKnownIsNotTakenForMissing() {
        unknown(
                new Lookup.TempFail<>("why"),
                new Lookup.NoData<>(false, TTL),
                "no answer for _mailkeep.custom.example");
        unknown(txt("other"), new Lookup.TempFail<>("why"), "no answer for openpgpkey.custom.example");
        unknown(
                new Lookup.Bogus<>("why"),
                cname("elsewhere.example"),
                "signatures at _mailkeep.custom.example are wrong");
    }

    @Test
    void aProofHoldsUntilDnsSaysOtherwise() {
        Verification verified = DOMAIN.verification().after(new ProofFinding.Proven(ProofMethod.TXT), NOW, PATIENCE);
        assertThat(DOMAIN.isServed()).isFalse();
        assertThat(DOMAIN.with(verified).isServed()).isTrue();

        Verification lost = verified.after(new ProofFinding.Missing("gone"), NOW.plusSeconds(1), PATIENCE);
        assertThat(lost).isEqualTo(new Verification.Lapsed(NOW.plusSeconds(1), "gone"));
        assertThat(DOMAIN.with(lost).isServed()).isFalse();

        Verification again = lost.after(new ProofFinding.Proven(ProofMethod.CNAME), NOW.plusSeconds(2), PATIENCE);
        assertThat(DOMAIN.with(again).isServed()).isTrue();
    }

    @Test
    void aSilentDnsIsWaitedForAndNotForEver() {
        Verification verified = new Verification.Verified(ProofMethod.TXT, NOW, NOW, Optional.empty());
        ProofFinding silence = new ProofFinding.Unknown("silence");
        Verification doubted =
                verified.after(silence, NOW.plus(Duration.ofDays(3)).minusMillis(1), PATIENCE);
        assertThat(doubted).isEqualTo(new Verification.Verified(ProofMethod.TXT, NOW, NOW, Optional.of("silence")));
        assertThat(doubted.after(silence, NOW.plus(Duration.ofDays(3)), PATIENCE))
                .isInstanceOf(Verification.Lapsed.class);
    }

    @Test
    void whoComesAfterALongLapseStartsWithNothing() {
        Verification lapsed = new Verification.Lapsed(NOW, "gone");
        Instant late = NOW.plus(PATIENCE.whenLapsed());
        Verification before = lapsed.after(new ProofFinding.Missing("gone"), late.minusMillis(1), PATIENCE);
        assertThat(before).isEqualTo(lapsed);
        assertThat(Verification.givesUpAddresses(lapsed, before)).isFalse();
        // even with a proof: a CNAME that somebody else may have set
        Verification over = lapsed.after(new ProofFinding.Proven(ProofMethod.CNAME), late, PATIENCE);
        assertThat(over).isInstanceOf(Verification.Pending.class);
        assertThat(Verification.givesUpAddresses(lapsed, over)).isTrue();
    }

    @Test
    void anOwnDomainNeedsNoProof() {
        Verification own = new Verification.NotNeeded(NOW);
        assertThat(own.after(new ProofFinding.Missing("gone"), NOW, PATIENCE)).isEqualTo(own);
    }

    @Test
    void theCustomerIsToldWhatToSet() {
        assertThat(DOMAIN.settings(HOST))
                .containsExactly(
                        new DnsSetting(new DomainName("openpgpkey.custom.example"), "CNAME", "keys.provider.example"),
                        new DnsSetting(
                                new DomainName("_mailkeep.custom.example"), "TXT", "mailkeep-verification=t0ken"));
    }

    @Test
    void someNamesAreNoMailDomains() {
        assertThat(ServableName.objectionTo(DomainName.of("bücher.example"))).isEmpty();
        assertThat(ServableName.objectionTo(DomainName.of("日本カナ.example"))).isEmpty();
        refused("localhost", "two labels");
        refused("_dmarc.example.com", "underscore");
        refused("a.".repeat(120) + "example", "longer");
        refused("pаypal.example", "mixes scripts"); // the first a is Cyrillic
    }

    @Test
    void certificatesAreOnlyForTheHostsThatWeServe() {
        assertThat(CertifiableName.mailDomainOf(new DomainName("openpgpkey.a.example")))
                .contains(new DomainName("a.example"));
        assertThat(CertifiableName.mailDomainOf(new DomainName("mta-sts.a.example")))
                .contains(new DomainName("a.example"));
        assertThat(CertifiableName.mailDomainOf(new DomainName("www.a.example")))
                .isEmpty();
        assertThat(CertifiableName.mailDomainOf(new DomainName("a.example"))).isEmpty();
        assertThat(CertifiableName.mailDomainOf(new DomainName("openpgpkey"))).isEmpty();
    }

    private static void refused(String name, String why) {
        assertThat(ServableName.objectionTo(DomainName.of(name)))
                .hasValueSatisfying(said -> assertThat(said).contains(why));
    }

    private static void proven(ProofMethod method, Lookup<String> txt, Lookup<DomainName> cname) {
        assertThat(DomainProof.decide(DOMAIN, txt, cname, HOST)).isEqualTo(new ProofFinding.Proven(method));
    }

    private static void missing(Lookup<String> txt, Lookup<DomainName> cname, String... why) {
        assertThat(DomainProof.decide(DOMAIN, txt, cname, HOST))
                .isInstanceOfSatisfying(
                        ProofFinding.Missing.class,
                        missing -> assertThat(missing.why()).contains(why));
    }

    private static void unknown(Lookup<String> txt, Lookup<DomainName> cname, String why) {
        assertThat(DomainProof.decide(DOMAIN, txt, cname, HOST))
                .isInstanceOfSatisfying(
                        ProofFinding.Unknown.class,
                        unknown -> assertThat(unknown.why()).contains(why));
    }

    private static Lookup<String> txt(String... records) {
        return new Lookup.Insecure<>(List.of(records), DOMAIN.challengeName(), TTL);
    }

    private static Lookup<DomainName> cname(String target) {
        return new Lookup.Insecure<>(List.of(new DomainName(target)), DOMAIN.advancedName(), TTL);
    }
}
