package org.mailkeep.report.domain.outbound;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.mailkeep.contracts.DomainName;

/** Sessions for tests. */
public final class Sessions {

    public static final LocalDate DAY = LocalDate.parse("2026-11-22");

    public static final PolicySeen STS = new PolicySeen(
            "sts", List.of("version: STSv1", "mode: enforce", "mx: mx1.a.example"), List.of("mx1.a.example"));

    public static final PolicySeen NONE = new PolicySeen("no-policy-found", List.of(), List.of());

    public static final ReportSender SENDER =
            new ReportSender("Company-X", new DomainName("mail.x.example"), "tlsrpt@mail.x.example");

    private Sessions() {}

    public static Instant noon() {
        return DAY.atTime(12, 0).toInstant(ZoneOffset.UTC);
    }

    public static DeliverySession succeeded(String domain, PolicySeen policy, long sessions) {
        return new DeliverySession(noon(), new DomainName(domain), policy, Optional.empty(), sessions, false);
    }

    public static DeliverySession failed(String domain, PolicySeen policy, FailureKind kind, long sessions) {
        return new DeliverySession(noon(), new DomainName(domain), policy, Optional.of(kind), sessions, false);
    }

    public static FailureKind kind(String type, String mx) {
        return new FailureKind(
                type,
                Optional.of("192.0.2.1"),
                Optional.of(mx),
                Optional.empty(),
                Optional.of("198.51.100.1"),
                Optional.of("https://x.example/errors?type=1"),
                Optional.of("X509_V_ERR_\"<>\u00e4"));
    }

    /** Sessions of few domains, days, policies and kinds, so that much of it meets. */
    public static Arbitrary<DeliverySession> any() {
        Arbitrary<Optional<FailureKind>> failures = Combinators.combine(
                        Arbitraries.of("certificate-expired", "starttls-not-supported", "dane-required"),
                        Arbitraries.integers().between(1, 40))
                .as((type, mx) -> kind(type, "mx" + mx + ".a.example"))
                .optional();
        return Combinators.combine(
                        Arbitraries.of("a.example", "b.example"),
                        Arbitraries.integers().between(0, 47),
                        Arbitraries.of(STS, NONE, new PolicySeen("tlsa", List.of("3 1 1 00"), List.of())),
                        failures,
                        Arbitraries.longs().between(1, 1_000_000))
                .as((domain, hour, policy, failure, sessions) -> new DeliverySession(
                        DAY.atStartOfDay(ZoneOffset.UTC).plusHours(hour).toInstant(),
                        new DomainName(domain),
                        policy,
                        failure,
                        sessions,
                        false));
    }
}
