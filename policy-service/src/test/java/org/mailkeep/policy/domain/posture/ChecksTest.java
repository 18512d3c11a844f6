package org.mailkeep.policy.domain.posture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.policy.domain.Route;
import org.mailkeep.policy.domain.caa.CaaRecord;
import org.mailkeep.policy.domain.caa.CaaSearch;
import org.mailkeep.policy.domain.dane.HostAddresses;
import org.mailkeep.policy.domain.dane.HostVerdict;
import org.mailkeep.policy.domain.dane.TlsaRecord;
import org.mailkeep.policy.domain.mtasts.PolicyFetch;
import org.mailkeep.policy.domain.mtasts.StsFailureType;
import org.mailkeep.policy.domain.mtasts.StsPolicy;
import org.mailkeep.policy.domain.posture.MxFacts.Shown;

/** Each check, both ways. Those of DMARC and TLSRPT are exercised over the API, in the small internet. */
class ChecksTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final Duration TTL = Duration.ofMinutes(5);
    private static final DomainName DOMAIN = new DomainName("a.example");
    private static final DomainName HOST = new DomainName("mx.a.example");
    private static final DomainName CA = new DomainName("ca.example");
    private static final TlsaRecord CURRENT = new TlsaRecord(3, 1, 1, "aa".repeat(32));
    private static final TlsaRecord FORMER = new TlsaRecord(3, 1, 1, "bb".repeat(32));
    private static final MxFacts.Key KEY = new MxFacts.Key(CURRENT.data(), NOW.plus(Duration.ofDays(60)));

    @Test
    void dnssec() {
        pass(DnssecCheck.domain(DOMAIN, new Route.Hosts(List.of(), true, false, NOW)));
        warn(DnssecCheck.domain(DOMAIN, new Route.Hosts(List.of(), false, false, NOW)), "Sign the zone of a.example");
        fail(DnssecCheck.domain(DOMAIN, new Route.Undetermined("no answer", NOW)), "Repair the name servers");
        fail(DnssecCheck.domain(DOMAIN, new Route.NoSuchDomain(NOW)), "Register");
        pass(DnssecCheck.domain(DOMAIN, new Route.NoMail(NOW)));
        pass(DnssecCheck.host(HOST, new HostAddresses.Secure(HOST)));
        warn(DnssecCheck.host(HOST, new HostAddresses.Insecure(false)), "Sign the zone of mx.a.example");
        fail(DnssecCheck.host(HOST, new HostAddresses.None("the host does not exist", true)), "address");
        fail(DnssecCheck.host(HOST, new HostAddresses.Undetermined("unknown")), "Repair");
    }

    @Test
    void theMtaStsRecord() {
        pass(record(txt("v=STSv1; id=1;")));
        fail(record(txt("v=STSv1; id=2;")), "_mta-sts.a.example: v=STSv1; id=1;");
        fail(record(txt("v=STSv1; id=1;", "v=STSv1; id=1;")), "_mta-sts.a.example");
        fail(record(new Lookup.NxDomain<>(true, TTL)), "_mta-sts.a.example");
        fail(record(new Lookup.Bogus<>("x")), "Sign");
        warn(record(new Lookup.TempFail<>("x")), "name servers");
        warn(MtaStsCheck.record(DOMAIN, txt("v=STSv1; id=1;"), Optional.empty()), "Wait");
    }

    @Test
    void theMtaStsPolicy() {
        StsPolicy enforce = policy("enforce", "mx.a.example");
        pass(MtaStsCheck.policy(DOMAIN, new PolicyFetch.Served(enforce), enforce, List.of(HOST)));
        fail(
                MtaStsCheck.policy(
                        DOMAIN, new PolicyFetch.Served(policy("enforce", "other.example")), enforce, List.of(HOST)),
                "lead to this service alone");
        fail(
                MtaStsCheck.policy(
                        DOMAIN,
                        new PolicyFetch.Failed(StsFailureType.FETCH_ERROR, "no address"),
                        enforce,
                        List.of(HOST)),
                "Let mta-sts.a.example lead");
        fail(
                MtaStsCheck.policy(
                        DOMAIN,
                        new PolicyFetch.Served(enforce),
                        enforce,
                        List.of(HOST, new DomainName("mx2.b.example"))),
                "Add mx: mx2.b.example");
        StsPolicy testing = policy("testing", "mx.a.example");
        warn(MtaStsCheck.policy(DOMAIN, new PolicyFetch.Served(testing), testing, List.of(HOST)), "mode: enforce");
    }

    @Test
    void theCertificateOfThePolicyHost() {
        pass(certificate(served(Duration.ofDays(60))));
        warn(certificate(served(Duration.ofDays(20))), "Renew the certificate of mta-sts.a.example");
        fail(certificate(served(Duration.ofDays(2))), "Renew");
        fail(certificate(served(Duration.ofDays(-1))), "Renew");
        fail(certificate(new PolicyFetch.Failed(StsFailureType.WEBPKI_INVALID, "it is for another name")), "Renew");
        warn(certificate(new PolicyFetch.Failed(StsFailureType.FETCH_ERROR, "no address")), "reachable");
    }

    @Test
    void tlsaAgainstTheCertificatesThatAreShown() {
        pass(MxHostCheck.tlsa(mx(usable(CURRENT), fits())));
        pass(MxHostCheck.tlsa(mx(usable(CURRENT)))); // not looked at yet
        fail(MxHostCheck.tlsa(mx(usable(FORMER), unfit())), "_25._tcp.mx.a.example: TLSA " + CURRENT);
        warn(MxHostCheck.tlsa(expecting(usable(CURRENT, FORMER), CURRENT)), "Remove the records of former keys");
        warn(MxHostCheck.tlsa(expecting(usable(CURRENT), CURRENT, FORMER)), "TLSA " + FORMER); // the next key
        warn(MxHostCheck.tlsa(mx(new HostVerdict.NoTlsa("none"))), "publish TLSA");
        fail(MxHostCheck.tlsa(expecting(new HostVerdict.NoTlsa("none"), CURRENT)), "TLSA " + CURRENT);
        fail(
                MxHostCheck.tlsa(mx(new HostVerdict.Unusable(HOST, List.of(new TlsaRecord(1, 1, 1, CURRENT.data()))))),
                "3 1 1");
        fail(MxHostCheck.tlsa(mx(new HostVerdict.TempFail("no answer"))), "Repair");
        fail(MxHostCheck.tlsa(mx(new HostVerdict.Unreachable("no address"))), "address");
    }

    @Test
    void startTls() {
        pass(MxHostCheck.startTls(mx(usable(CURRENT), fits())));
        warn(MxHostCheck.startTls(mx(usable(CURRENT))), "Probe");
        warn(MxHostCheck.startTls(mx(usable(CURRENT), new Shown.NotSeen("192.0.2.1", "time-out"))), "port 25");
        fail(
                MxHostCheck.startTls(
                        mx(usable(CURRENT), new Shown.Unfit("192.0.2.1", "there is no TLS", Optional.empty()))),
                "offer STARTTLS");
        fail(MxHostCheck.startTls(mx(new HostVerdict.NoTlsa("none"), unfit())), "valid certificate");
    }

    @Test
    void certificateExpiry() {
        pass(MxHostCheck.expiry(mx(usable(CURRENT), fits()), NOW));
        warn(MxHostCheck.expiry(mx(usable(CURRENT), fits()), NOW.plus(Duration.ofDays(50))), "Renew");
        fail(MxHostCheck.expiry(mx(usable(CURRENT), fits()), NOW.plus(Duration.ofDays(58))), "Renew");
        fail(MxHostCheck.expiry(mx(usable(CURRENT), fits()), NOW.plus(Duration.ofDays(61))), "Renew");
        warn(MxHostCheck.expiry(mx(usable(CURRENT)), NOW), "Probe");
    }

    @Test
    void caa() {
        pass(caa("issue ca.example"));
        fail(caa("issue other.example"), "CAA 0 issue \"ca.example\"");
        warn(caa("issue ca.example", "issue other.example"), "not in use");
        warn(caa("issue ca.example", "issuewild other.example"), "not in use");
        warn(caa("iodef mailto:a@a.example"), "issue property");
        warn(CaaCheck.of(DOMAIN, new CaaSearch.None(), Set.of(CA)), "Publish CAA");
        warn(CaaCheck.of(DOMAIN, new CaaSearch.Undetermined(DOMAIN, "no answer"), Set.of(CA)), "name servers");
    }

    @Test
    void tlsRptAgainstWhatIsConfigured() {
        List<String> expected = List.of("mailto:tls@a.example");
        pass(TlsRptCheck.of(DOMAIN, txt("v=TLSRPTv1; rua=mailto:tls@a.example"), expected));
        warn(TlsRptCheck.of(DOMAIN, txt("v=TLSRPTv1; rua=mailto:x@a.example"), expected), "mailto:tls@a.example");
        fail(TlsRptCheck.of(DOMAIN, txt(), expected), "_smtp._tls.a.example");
        warn(TlsRptCheck.of(DOMAIN, new Lookup.TempFail<>("x"), expected), "name servers");
    }

    private static CheckResult record(Lookup<String> answer) {
        return MtaStsCheck.record(DOMAIN, answer, Optional.of("1"));
    }

    private static CheckResult certificate(PolicyFetch fetched) {
        return MtaStsCheck.certificate(DOMAIN, fetched, NOW);
    }

    private static PolicyFetch served(Duration left) {
        return new PolicyFetch.Served(policy("enforce", "mx.a.example"), Optional.of(NOW.plus(left)));
    }

    private static StsPolicy policy(String mode, String mx) {
        String text = "version: STSv1\r\nmode: " + mode + "\r\nmx: " + mx + "\r\nmax_age: 604800\r\n";
        return switch (StsPolicy.parse(text.getBytes(StandardCharsets.US_ASCII))) {
            case StsPolicy.Valid(StsPolicy policy) -> policy;
            case StsPolicy.Invalid(String why) -> throw new AssertionError(why);
        };
    }

    private static Lookup<String> txt(String... records) {
        return new Lookup.Secure<>(List.of(records), DOMAIN, TTL);
    }

    private static CheckResult caa(String... records) {
        List<CaaRecord> read = Arrays.stream(records)
                .map(text -> text.split(" ", 2))
                .map(parts -> new CaaRecord(0, parts[0], parts[1]))
                .toList();
        return CaaCheck.of(DOMAIN, new CaaSearch.Found(DOMAIN, true, read), Set.of(CA));
    }

    private static HostVerdict usable(TlsaRecord... records) {
        return new HostVerdict.Usable(HOST, List.of(records));
    }

    private static Shown fits() {
        return new Shown.Fits("192.0.2.1", Optional.of(KEY));
    }

    private static Shown unfit() {
        return new Shown.Unfit("192.0.2.1", "the certificate does not match", Optional.of(KEY));
    }

    private static MxFacts mx(HostVerdict dane, Shown... shown) {
        return new MxFacts(HOST, new HostAddresses.Secure(HOST), dane, List.of(shown), List.of());
    }

    private static MxFacts expecting(HostVerdict dane, TlsaRecord... expected) {
        return new MxFacts(HOST, new HostAddresses.Secure(HOST), dane, List.of(fits()), List.of(expected));
    }

    private static void pass(CheckResult result) {
        assertThat(result.grade()).as("%s", result).isEqualTo(Grade.PASS);
        assertThat(result.mend()).isEmpty();
        assertThat(result.evidence()).isNotEmpty();
    }

    private static void warn(CheckResult result, String mend) {
        assertThat(result.grade()).as("%s", result).isEqualTo(Grade.WARN);
        assertThat(result.mend()).contains(mend);
    }

    private static void fail(CheckResult result, String mend) {
        assertThat(result.grade()).as("%s", result).isEqualTo(Grade.FAIL);
        assertThat(result.mend()).contains(mend);
        assertThat(result.evidence()).isNotEmpty();
    }
}
