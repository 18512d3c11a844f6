package org.mailkeep.report.domain.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.ProbeCompleted;
import org.mailkeep.report.domain.incident.Incident.Acknowledgement;

/** From a report over the verdicts of probes to the end. */
class LifeTest {

    private static final Instant T1 = Instant.parse("2026-11-23T13:00:00Z");
    private static final Instant T2 = Instant.parse("2026-11-23T14:02:00Z");
    private static final String MX = "mx1.a.example";
    private static final Cluster CLUSTER = new Cluster(new DomainName("a.example"), MX, "certificate-expired");

    @Test
    void verdictsAreAttached() {
        Life open = new Life.Open();
        Life confirmed = open.after(new Verdict.Failing(T1, "x"));
        assertThat(confirmed).isEqualTo(new Life.Confirmed(T1, "x"));
        assertThat(confirmed.after(new Verdict.Failing(T2, "y"))).isEqualTo(new Life.Confirmed(T1, "y"));
        assertThat(confirmed.after(new Verdict.Passing(T2))).isEqualTo(new Life.Fixed(T2));
        assertThat(new Life.Fixed(T1).after(new Verdict.Passing(T2))).isEqualTo(new Life.Fixed(T1));
        assertThat(new Life.Fixed(T1).after(new Verdict.Failing(T2, "x"))).isEqualTo(new Life.Confirmed(T2, "x"));
        assertThat(open.after(new Verdict.Passing(T1))).isEqualTo(new Life.NotReproducible(T1));
        assertThat(new Life.NotReproducible(T1).after(new Verdict.Passing(T2))).isEqualTo(new Life.NotReproducible(T1));
        assertThat(new Life.NotReproducible(T1).after(new Verdict.Failing(T2, "x")))
                .isEqualTo(new Life.Confirmed(T2, "x"));
        assertThat(open.after(new Verdict.Inconclusive(T1))).isEqualTo(open);
    }

    @Test
    void whatIsOverIsNotJudged() {
        var closed = new Life.Closed(T1, Closing.CLEAN_DAYS);
        assertThat(closed.after(new Verdict.Failing(T2, "x"))).isEqualTo(closed);
        assertThat(closed.after(new Verdict.Passing(T2))).isEqualTo(closed);
    }

    @Test
    void anEventThatComesTwiceOrTooLateChangesNothing() {
        Incident incident = incident().after(new Verdict.Failing(T2, "x"));
        assertThat(incident.after(new Verdict.Failing(T2, "x"))).isEqualTo(incident);
        assertThat(incident.after(new Verdict.Passing(T1))).isEqualTo(incident);
        assertThat(incident.after(new Verdict.Passing(T2.plusMillis(1))).life())
                .isEqualTo(new Life.Fixed(T2.plusMillis(1)));
    }

    @Test
    void anAcknowledgementStays() {
        var by = new Acknowledgement(T1, "ann", "");
        assertThat(incident().acknowledged(by).after(new Verdict.Passing(T2)).acknowledged())
                .contains(by);
    }

    @Test
    void aProbeSpeaksOfTheHostThatWasReported() {
        assertThat(Verdict.of(probe(host(MX, "failed", "tlsa-invalid")), CLUSTER))
                .isEqualTo(new Verdict.Failing(T1, "tlsa-invalid: seen"));
        assertThat(Verdict.of(probe(host(MX, "dane-matched", "")), CLUSTER)).isEqualTo(new Verdict.Passing(T1));
        assertThat(Verdict.of(probe(host(MX, "unreachable", "")), CLUSTER)).isEqualTo(new Verdict.Inconclusive(T1));
        assertThat(Verdict.of(probe(host("mx2.a.example", "failed", "tlsa-invalid")), CLUSTER))
                .isEqualTo(new Verdict.Inconclusive(T1));
        assertThat(Verdict.of(probe(host(MX, "dane-matched", ""), host(MX, "failed", "tlsa-invalid")), CLUSTER))
                .isInstanceOf(Verdict.Failing.class);
        assertThat(Verdict.of(probe(), CLUSTER)).isEqualTo(new Verdict.Inconclusive(T1));
    }

    @Test
    void whereReportsNameNoHostAllOfThemCount() {
        var cluster = new Cluster(CLUSTER.domain(), "", "sts-policy-fetch-error");
        assertThat(Verdict.of(probe(host(MX, "sts-matched", ""), host("mx2.a.example", "unreachable", "")), cluster))
                .isEqualTo(new Verdict.Passing(T1));
        assertThat(Verdict.of(probe(host(MX, "policy-unavailable", "sts-policy-fetch-error")), cluster))
                .isInstanceOf(Verdict.Failing.class);
    }

    @Test
    void changesBeforeItBeganAreBroughtUp() {
        Episode episode = incident().episode();
        Instant begin = episode.firstSeen();
        // Before it began, in a known interval; while it began; too long before; afterwards.
        DomainChange before = change(begin.minusSeconds(7200), begin.minusSeconds(2400));
        DomainChange within = change(begin.plusSeconds(60), begin.plusSeconds(3600));
        DomainChange old = change(begin.minus(Duration.ofDays(9)), begin.minus(Onset.BEFORE));
        DomainChange after = change(episode.onsetBy(), episode.onsetBy().plusSeconds(1));
        assertThat(Onset.of(episode, List.of(before, within, old, after)))
                .containsExactly(
                        new Onset(within, Duration.ZERO, Duration.between(within.notBefore(), episode.onsetBy())),
                        new Onset(
                                before,
                                Duration.ofMinutes(40),
                                Duration.between(before.notBefore(), episode.onsetBy())));
    }

    private static DomainChange change(Instant notBefore, Instant at) {
        return new DomainChange(DomainChange.Kind.CERTIFICATE, MX, "aa", "bb", notBefore, at);
    }

    private static Incident incident() {
        LocalDate day = LocalDate.parse("2026-11-22");
        var episode = new Episode(
                day, day, Instant.parse("2026-11-22T00:00:00Z"), Instant.parse("2026-11-22T23:59:59Z"), T1, 3, 1);
        return new Incident(
                new UUID(1, 1),
                CLUSTER,
                episode,
                new Life.Open(),
                T1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static ProbeCompleted probe(ProbeCompleted.Host... hosts) {
        return new ProbeCompleted(CLUSTER.domain(), "schedule", false, List.of(hosts), "", List.of(), T1);
    }

    private static ProbeCompleted.Host host(String name, String verdict, String resultType) {
        return new ProbeCompleted.Host(
                name, "192.0.2.1", verdict, resultType, "seen", "", List.of(), Optional.empty(), Optional.empty());
    }
}
