package org.mailkeep.policy.domain.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.cert.TrustAnchor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.Facts;
import org.mailkeep.policy.domain.dane.TlsaRecord;
import org.mailkeep.policy.domain.mtasts.StsFailureType;
import org.mailkeep.policy.domain.mtasts.StsPolicy;
import org.mailkeep.policy.domain.mtasts.StsState;
import org.mailkeep.testkit.tls.CertificateKind;
import org.mailkeep.testkit.tls.ServerIdentity;
import org.mailkeep.testkit.tls.TestAuthority;

/** A presented chain against MTA-STS (RFC 8461 §4), and what a report calls each outcome (RFC 8460 §4.3). */
class VerificationTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final DomainName HOST = DomainName.of("mx.example.com");

    private static final TestAuthority PUBLIC = TestAuthority.create("A public authority", CLOCK);
    private static final Set<TrustAnchor> TRUSTED = Set.of(new TrustAnchor(PUBLIC.certificate(), null));

    /** What a report has to call each failure; a new one is to be thought about here. */
    private static final String REPORTED = """
            STARTTLS_NOT_OFFERED starttls-not-supported
            TLS_FAILED validation-failure
            CHAIN_UNREADABLE validation-failure
            EXPIRED certificate-expired
            NOT_YET_VALID validation-failure
            NAME_MISMATCH certificate-host-mismatch
            NOT_TRUSTED certificate-not-trusted
            ANCHOR_NOT_REACHED certificate-not-trusted
            NO_TLSA_MATCHES tlsa-invalid
            TLSA_UNKNOWN dnssec-invalid
            NO_TLSA dane-required
            NOT_ALLOWED_BY_STS validation-failure
            NO_MX_HOST validation-failure
            """;

    @Test
    void aValidCertificateForAnAllowedHostPasses() {
        ServerIdentity identity = PUBLIC.issue("mx.example.com");
        assertThat(bySts(identity, "mx.example.com")).isEqualTo(new Verdict.StsMatched("mx.example.com"));
        assertThat(bySts(identity, "other.example", "*.example.com"))
                .as("RFC 8461 §4.1")
                .isEqualTo(new Verdict.StsMatched("*.example.com"));
        assertThat(bySts(PUBLIC.issue("*.example.com"), "mx.example.com"))
                .as("RFC 8461 §4.2: a wildcard certificate")
                .matches(Verdict::passes);
        assertThat(bySts(
                        PUBLIC.subordinate("Below", NOW.plus(Duration.ofDays(1)))
                                .issue("mx.example.com"),
                        "mx.example.com"))
                .as("through an intermediate")
                .matches(Verdict::passes);
    }

    @Test
    void whatMtaStsDoesNotTakeSaysWhy() {
        bad("RFC 8461 §4.1: pattern", Failure.NOT_ALLOWED_BY_STS, CertificateKind.GOOD, "mail.example.com");
        bad("RFC 8461 §4.1: one label per wildcard", Failure.NOT_ALLOWED_BY_STS, CertificateKind.GOOD, "*.com");
        bad("RFC 8461 §4.2: name", Failure.NAME_MISMATCH, CertificateKind.WRONG_NAME, "mx.example.com");
        bad("RFC 8461 §4.2: SAN only", Failure.NAME_MISMATCH, CertificateKind.COMMON_NAME_ONLY, "mx.example.com");
        bad("RFC 8461 §4.2: expiry", Failure.EXPIRED, CertificateKind.EXPIRED, "mx.example.com");
        bad("RFC 8461 §4.2: root", Failure.NOT_TRUSTED, CertificateKind.SELF_SIGNED, "mx.example.com");
        bad("RFC 8461 §4.2: root", Failure.NOT_TRUSTED, CertificateKind.UNTRUSTED, "mx.example.com");
    }

    @Test
    void withoutTlsNoDemandIsSatisfied() {
        List<Demand> demands = List.of(
                new Demand.Dane(List.of(new TlsaRecord(3, 1, 1, "ab".repeat(32))), Set.of(HOST)),
                new Demand.Encryption(),
                new Demand.Sts(HOST, policy("mx.example.com")));
        for (Demand demand : demands) {
            failed(Failure.STARTTLS_NOT_OFFERED, demand, new Presented.NoStartTls());
            failed(Failure.TLS_FAILED, demand, new Presented.NoTls());
            failed(Failure.CHAIN_UNREADABLE, demand, new Presented.Unreadable());
        }
    }

    @Test
    void anyCertificateWillDoWhereEncryptionIsDemanded() {
        Presented anything = new Presented.Chain(
                PUBLIC.issue(CertificateKind.SELF_SIGNED, "x.example").chain());
        assertThat(Verification.of(new Demand.Encryption(), anything, Set.of(), NOW))
                .isEqualTo(new Verdict.Encrypted());
    }

    @Test
    void whatCannotBeSatisfiedOrIsNotDemandedDoesNotDependOnTheHost() {
        Presented none = new Presented.NoStartTls();
        failed(Failure.NO_MX_HOST, new Demand.Impossible(Failure.NO_MX_HOST), none);
        assertThat(Verification.of(new Demand.Nothing("no policy"), none, Set.of(), NOW))
                .matches(Verdict::passes);
    }

    @Test
    void everyOutcomeHasItsWordInAReport() {
        assertThat(Stream.of(Failure.values())
                        .map(failure -> failure + " "
                                + new Verdict.Failed(failure)
                                        .resultType()
                                        .orElseThrow()
                                        .word() + "\n")
                        .collect(Collectors.joining()))
                .isEqualTo(REPORTED);
        for (StsFailureType type : StsFailureType.values()) {
            var failure = new StsState.FailedFetch("1", type, "why", NOW);
            Verdict verdict =
                    Verification.of(new Demand.Unavailable(failure), new Presented.NoStartTls(), Set.of(), NOW);
            assertThat(verdict.passes())
                    .as("RFC 8461 §3.3: as if there were none")
                    .isTrue();
            assertThat(verdict.resultType().orElseThrow().word()).isEqualTo(type.word());
        }
        for (Verdict fine : List.of(
                new Verdict.DaneMatched(new TlsaRecord(3, 1, 1, "ab")),
                new Verdict.Encrypted(),
                new Verdict.StsMatched("*.example.com"),
                new Verdict.NothingDemanded("no policy"))) {
            assertThat(fine.resultType()).as("%s", fine).isEmpty();
            assertThat(fine.passes()).isTrue();
        }
    }

    @Test
    void everyWordOfRfc8460CanBeSaid() {
        var said = EnumSet.noneOf(ResultType.class);
        Stream.of(Failure.values()).map(Failure::resultType).forEach(said::add);
        Stream.of(StsFailureType.values())
                .flatMap(type -> new Verdict.PolicyUnavailable(type, "").resultType().stream())
                .forEach(said::add);
        assertThat(said).containsExactlyInAnyOrder(ResultType.values());
    }

    @Property
    void whateverIsPresentedIsReadOrNot(@ForAll List<byte[]> junk) {
        assertThat(Presented.read(junk)).isInstanceOf(Presented.Unreadable.class);
    }

    @Test
    void aChainIsReadFromPemUpToTheLimits() {
        byte[] pem = PUBLIC.pem().getBytes(StandardCharsets.US_ASCII);
        assertThat(Presented.read(List.of(pem))).isEqualTo(new Presented.Chain(List.of(PUBLIC.certificate())));
        assertThat(Presented.read(java.util.Collections.nCopies(50, pem)))
                .isInstanceOfSatisfying(
                        Presented.Chain.class,
                        chain -> assertThat(chain.certificates()).hasSize(Presented.MAX_CERTIFICATES));
        assertThat(Presented.read(java.util.Collections.nCopies(1000, pem))).isEqualTo(new Presented.Unreadable());
        assertThat(Presented.read(List.of())).isEqualTo(new Presented.Unreadable());
    }

    private static void failed(Failure failure, Demand demand, Presented presented) {
        assertThat(Verification.of(demand, presented, TRUSTED, NOW)).isEqualTo(new Verdict.Failed(failure));
    }

    private static void bad(String why, Failure failure, CertificateKind kind, String pattern) {
        assertThat(bySts(PUBLIC.issue(kind, "mx.example.com"), pattern)).as(why).isEqualTo(new Verdict.Failed(failure));
    }

    private static Verdict bySts(ServerIdentity identity, String... patterns) {
        return Verification.of(
                new Demand.Sts(HOST, policy(patterns)), new Presented.Chain(identity.chain()), TRUSTED, NOW);
    }

    private static StsPolicy policy(String... patterns) {
        return Facts.policy(
                Duration.ofDays(1),
                Stream.concat(Stream.of("mode: enforce"), Stream.of(patterns).map(pattern -> "mx: " + pattern))
                        .toArray(String[]::new));
    }
}
