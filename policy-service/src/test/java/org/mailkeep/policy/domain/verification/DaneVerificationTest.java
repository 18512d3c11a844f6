package org.mailkeep.policy.domain.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.dane.TlsaRecord;
import org.mailkeep.testkit.tls.CertificateKind;
import org.mailkeep.testkit.tls.Leaf;
import org.mailkeep.testkit.tls.ServerIdentity;
import org.mailkeep.testkit.tls.TestAuthority;

/** A presented chain against TLSA records (RFC 7672 §3, RFC 7671 §5). */
class DaneVerificationTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final DomainName DOMAIN = DomainName.of("example.com");
    private static final DomainName HOST = DomainName.of("mx.example.com");
    private static final DomainName BASE = DomainName.of("real.provider.example");

    private static final TestAuthority ROOT = TestAuthority.create("Root", CLOCK);
    private static final TestAuthority BELOW = ROOT.subordinate("Intermediate", NOW.plus(Duration.ofDays(1)));
    private static final ServerIdentity GOOD = BELOW.issue("mx.example.com");
    private static final ServerIdentity EXPIRED = BELOW.issue(CertificateKind.EXPIRED, "mx.example.com");
    private static final ServerIdentity OTHER_NAME = BELOW.issue("other.example");
    private static final ServerIdentity STRANGER =
            TestAuthority.create("Root", CLOCK).issue("mx.example.com");

    @Test
    void anEndEntityRecordMatchesTheCertificateOrItsKeyHoweverHashed() {
        for (int selector = 0; selector <= 1; selector++) {
            for (int matchingType = 0; matchingType <= 2; matchingType++) {
                good("RFC 6698 §2.1", GOOD, GOOD.tlsa(3, selector, matchingType));
                bad("RFC 6698 §2.1", Failure.NO_TLSA_MATCHES, GOOD, STRANGER.tlsa(3, selector, matchingType));
            }
        }
        bad(
                "a certificate's digest is not its key's",
                Failure.NO_TLSA_MATCHES,
                GOOD,
                "3 1 1 " + data(GOOD.tlsa(3, 0, 1)));
        bad("DANE-EE looks at the host's own", Failure.NO_TLSA_MATCHES, GOOD, "3 1 1 " + data(GOOD.tlsa(2, 1, 1)));
    }

    @Test
    void anEndEntityRecordAsksForNeitherNamesNorDatesNorAuthorities() {
        good("RFC 7672 §3.1.1: name", OTHER_NAME, OTHER_NAME.tlsa(3, 1, 1));
        good("RFC 7672 §3.1.1: expiry", EXPIRED, EXPIRED.tlsa(3, 1, 1));
        ServerIdentity alone = TestAuthority.selfSigned(Leaf.of(NOW, "whatever.example"));
        good("RFC 7672 §3.1.1: no chain", alone, alone.tlsa(3, 0, 1));
    }

    @Test
    void oneOfSeveralRecordsIsEnough() {
        good("RFC 7672 §3.1: any", GOOD, STRANGER.tlsa(3, 1, 1), GOOD.tlsa(3, 1, 1));
        good("RFC 7671 §8.1: during a change of keys", GOOD, GOOD.tlsa(3, 1, 1), STRANGER.tlsa(3, 1, 1));
        good("EE or TA", GOOD, STRANGER.tlsa(3, 1, 1), GOOD.tlsa(2, 0, 1));
        good("TA fails, EE matches", OTHER_NAME, OTHER_NAME.tlsa(2, 0, 1), OTHER_NAME.tlsa(3, 1, 1));
        bad("none", Failure.NO_TLSA_MATCHES, GOOD, STRANGER.tlsa(3, 1, 1), STRANGER.tlsa(3, 0, 2));
    }

    @Test
    void theMatchNamesTheRecord() {
        TlsaRecord matching = record(GOOD.tlsa(3, 1, 2));
        assertThat(verify(GOOD.chain(), List.of(record(STRANGER.tlsa(3, 1, 1)), matching)))
                .isEqualTo(new Verdict.DaneMatched(matching));
    }

    @Test
    void aTrustAnchorRecordMatchesAnAuthorityOfTheChain() {
        for (int selector = 0; selector <= 1; selector++) {
            for (int matchingType = 0; matchingType <= 2; matchingType++) {
                good("RFC 7672 §3.1.2: root", GOOD, GOOD.tlsa(2, selector, matchingType));
                bad("RFC 7672 §3.1.2", Failure.NO_TLSA_MATCHES, STRANGER, hashed(GOOD, selector, matchingType));
            }
        }
        ServerIdentity intermediateLast =
                new ServerIdentity(GOOD.key(), GOOD.chain().subList(0, 2));
        good("RFC 7671 §5.2: intermediate, without the root", intermediateLast, intermediateLast.tlsa(2, 1, 1));
        bad("the host's own is no anchor", Failure.NO_TLSA_MATCHES, GOOD, "2 1 1 " + data(GOOD.tlsa(3, 1, 1)));
        ServerIdentity alone = TestAuthority.selfSigned(Leaf.of(NOW, "mx.example.com"));
        bad("not even when self-signed", Failure.NO_TLSA_MATCHES, alone, alone.tlsa(2, 0, 1));
    }

    @Test
    void aChainThatDoesNotLeadToTheAnchorIsWorthNothing() {
        List<X509Certificate> mixed = List.of(STRANGER.leaf(), ROOT.certificate());
        assertThat(verify(mixed, List.of(record(GOOD.tlsa(2, 0, 1)))))
                .as("RFC 7672 §3.1.2: anybody can add the anchor's certificate to a chain")
                .isEqualTo(new Verdict.Failed(Failure.ANCHOR_NOT_REACHED));
        List<X509Certificate> withoutLink = List.of(GOOD.leaf(), ROOT.certificate());
        assertThat(verify(withoutLink, List.of(record(GOOD.tlsa(2, 0, 1)))))
                .as("the intermediate is missing")
                .isEqualTo(new Verdict.Failed(Failure.ANCHOR_NOT_REACHED));
    }

    @Test
    void theAnchorMayBeInDnsAlone() {
        List<X509Certificate> withoutRoot = GOOD.chain().subList(0, 2);
        assertThat(verify(withoutRoot, List.of(record(GOOD.tlsa(2, 0, 0)))))
                .as("RFC 7671 §5.2.2: 2 0 0")
                .matches(Verdict::passes);
        assertThat(verify(withoutRoot, List.of(record(GOOD.tlsa(2, 1, 0)))))
                .as("RFC 7671 §5.2.3: 2 1 0")
                .matches(Verdict::passes);
        assertThat(verify(withoutRoot, List.of(record(GOOD.tlsa(2, 0, 1)))))
                .as("RFC 7671 §5.2.2: a digest needs the certificate")
                .isEqualTo(new Verdict.Failed(Failure.NO_TLSA_MATCHES));
        assertThat(verify(STRANGER.chain(), List.of(record(GOOD.tlsa(2, 1, 0)))))
                .as("an authority of the same name with another key")
                .isEqualTo(new Verdict.Failed(Failure.ANCHOR_NOT_REACHED));
    }

    @Test
    void underATrustAnchorTheNameMustBeAReferenceIdentifier() {
        for (String name :
                List.of("example.com", "mx.example.com", "real.provider.example", "*.example.com", "MX.Example.COM")) {
            ServerIdentity identity = BELOW.issue(name);
            good("RFC 7672 §3.2.2: " + name, identity, identity.tlsa(2, 1, 1));
        }
        for (String name : List.of("other.example", "*.org", "*.mx.example.com", "m*.example.com", "*")) {
            ServerIdentity identity = BELOW.issue(name);
            bad("RFC 7672 §3.2.3: " + name, Failure.NAME_MISMATCH, identity, identity.tlsa(2, 1, 1));
        }
        ServerIdentity commonName = BELOW.issue(CertificateKind.COMMON_NAME_ONLY, "mx.example.com");
        good("RFC 7672 §3.2.3: the common name, without DNS names", commonName, commonName.tlsa(2, 1, 1));
    }

    @Test
    void underATrustAnchorDatesCount() {
        bad("RFC 7672 §3.1.2", Failure.EXPIRED, EXPIRED, EXPIRED.tlsa(2, 1, 1));
        ServerIdentity later = BELOW.issue(
                new Leaf(List.of("mx.example.com"), true, NOW.plus(Duration.ofHours(1)), NOW.plus(Duration.ofDays(9))));
        bad("not yet", Failure.NOT_YET_VALID, later, later.tlsa(2, 1, 1));
        ServerIdentity orphan =
                ROOT.subordinate("Ended", NOW.minus(Duration.ofMinutes(1))).issue("mx.example.com");
        bad("an expired intermediate", Failure.EXPIRED, orphan, orphan.tlsa(2, 1, 1));
    }

    private static void good(String why, ServerIdentity identity, String... records) {
        assertThat(verify(identity.chain(), records(records))).as(why).isInstanceOf(Verdict.DaneMatched.class);
    }

    private static void bad(String why, Failure failure, ServerIdentity identity, String... records) {
        assertThat(verify(identity.chain(), records(records))).as(why).isEqualTo(new Verdict.Failed(failure));
    }

    private static Verdict verify(List<X509Certificate> chain, List<TlsaRecord> records) {
        return Verification.of(
                new Demand.Dane(records, Set.of(DOMAIN, HOST, BASE)), new Presented.Chain(chain), Set.of(), NOW);
    }

    /** With full data the record itself is an anchor, which a stranger's chain does not reach. */
    private static String hashed(ServerIdentity identity, int selector, int matchingType) {
        return identity.tlsa(2, selector, Math.max(1, matchingType));
    }

    private static List<TlsaRecord> records(String... texts) {
        return Stream.of(texts).map(DaneVerificationTest::record).toList();
    }

    private static TlsaRecord record(String text) {
        String[] fields = text.split(" ", -1);
        return new TlsaRecord(
                Integer.parseInt(fields[0]), Integer.parseInt(fields[1]), Integer.parseInt(fields[2]), fields[3]);
    }

    private static String data(String text) {
        return text.substring(text.lastIndexOf(' ') + 1);
    }
}
