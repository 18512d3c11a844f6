package org.mailkeep.report.domain.tlsrpt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.DateRange;
import org.mailkeep.report.domain.tlsrpt.DayShare.FailureShare;

class DayShareTest {

    private static final DomainName A = new DomainName("a.example");
    private static final DomainName B = new DomainName("b.example");

    @Test
    void theSharesOfADomainAreAddedUp() {
        var shares = DayShare.of(report(
                result(PolicyResult.STS, A, 10, 2, failure("certificate-expired", "MX1.a.example.", 2)),
                result(PolicyResult.NO_POLICY_FOUND, A, 5, 1, failure("certificate-expired", "mx1.a.example", 1)),
                result(PolicyResult.STS, B, 7, 0)));
        assertThat(shares)
                .containsExactly(
                        new DayShare(A, 15, 3, List.of(new FailureShare("certificate-expired", "mx1.a.example", 3))),
                        new DayShare(B, 7, 0, List.of()));
    }

    @Test
    void sessionsUnderDaneAndMtaStsAreCountedOnce() {
        assertThat(sessions(result(PolicyResult.STS, A, 10, 2), result(PolicyResult.TLSA, A, 10, 2)))
                .isEqualTo(12);
        assertThat(sessions(result(PolicyResult.STS, A, 10, 2), result(PolicyResult.TLSA, A, 10, 3)))
                .isEqualTo(25);
        assertThat(sessions(result(PolicyResult.STS, A, 10, 2), result(PolicyResult.TLSA, B, 10, 2)))
                .isEqualTo(24);
        assertThat(sessions(result(PolicyResult.TLSA, A, 10, 2), result(PolicyResult.TLSA, A, 10, 2)))
                .isEqualTo(24);
    }

    @Test
    void strangersCannotMakeUpKindsWithoutEnd() {
        var failures = new ArrayList<FailureDetail>();
        for (int i = 0; i < 1_000; i++) {
            failures.add(failure("validation-failure", "mx" + i + ".example", 1));
        }
        DayShare share = DayShare.of(
                        report(result(PolicyResult.STS, A, 0, 1_000, failures.toArray(FailureDetail[]::new))))
                .getFirst();
        assertThat(share.failures())
                .hasSize(DayShare.MAX_KINDS + 1)
                .contains(new FailureShare(DayShare.OTHER, DayShare.OTHER, 1_000L - DayShare.MAX_KINDS));
    }

    /** Totals are the sum of their parts. */
    @Property
    void nothingIsLost(@ForAll("results") List<PolicyResult> results) {
        TlsReport report = report(results.toArray(PolicyResult[]::new));
        var repeated = Overlap.repeated(results);
        long counted = 0;
        for (int i = 0; i < results.size(); i++) {
            counted += repeated.contains(i)
                    ? 0
                    : results.get(i).succeeded() + results.get(i).failed();
        }
        List<DayShare> shares = DayShare.of(report);
        assertThat(shares.stream()
                        .mapToLong(share -> share.succeeded() + share.failed())
                        .sum())
                .isEqualTo(counted);
        assertThat(shares.stream()
                        .flatMap(share -> share.failures().stream())
                        .mapToLong(FailureShare::sessions)
                        .sum())
                .isEqualTo(results.stream()
                        .flatMap(result -> result.failures().stream())
                        .mapToLong(FailureDetail::failedSessions)
                        .sum());
        assertThat(shares.stream().map(DayShare::domain)).containsExactlyElementsOf(report.domains());
    }

    @Provide
    Arbitrary<List<PolicyResult>> results() {
        Arbitrary<FailureDetail> failures = Combinators.combine(
                        Arbitraries.of("certificate-expired", "new-type"),
                        Arbitraries.of("mx1.a.example", "", "not a host", "MX1.A.example"),
                        Arbitraries.longs().between(0, 5))
                .as(DayShareTest::failure);
        return Combinators.combine(
                        Arbitraries.of(PolicyResult.STS, PolicyResult.TLSA, "other"),
                        Arbitraries.of(A, B),
                        Arbitraries.longs().between(0, 3),
                        Arbitraries.longs().between(0, 3),
                        failures.list().ofMaxSize(4))
                .as((type, domain, succeeded, failed, details) ->
                        result(type, domain, succeeded, failed, details.toArray(FailureDetail[]::new)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    private static long sessions(PolicyResult... results) {
        return DayShare.of(report(results)).stream()
                .mapToLong(share -> share.succeeded() + share.failed())
                .sum();
    }

    private static TlsReport report(PolicyResult... results) {
        Instant day = Instant.parse("2026-11-20T00:00:00Z");
        return new TlsReport(
                "X", Optional.empty(), "1", new DateRange(day, day.plusSeconds(86_399)), List.of(results), List.of());
    }

    private static PolicyResult result(
            String type, DomainName domain, long succeeded, long failed, FailureDetail... failures) {
        return new PolicyResult(type, domain, List.of(), List.of(), succeeded, failed, List.of(failures));
    }

    private static FailureDetail failure(String type, String host, long sessions) {
        return new FailureDetail(
                type,
                Optional.empty(),
                Optional.of(host).filter(name -> !name.isEmpty()),
                Optional.empty(),
                Optional.empty(),
                sessions,
                Optional.empty(),
                Optional.empty());
    }
}
