package org.mailkeep.report.domain.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.mailkeep.report.domain.outbound.DayCounts.FailureCount;
import org.mailkeep.report.domain.outbound.DayCounts.PolicyCounts;

/** Counting by domain, day, policy and kind of failure, and what has no room any more. */
class CountingTest {

    @Property(tries = 200)
    void theSumsAreThoseOfTheSessionsInAnyOrder(@ForAll("sessions") List<DeliverySession> sessions) {
        var tally = new SessionTally();
        sessions.forEach(tally::add);
        var reversed = new SessionTally();
        sessions.reversed().forEach(reversed::add);

        assertThat(tally.days().stream().mapToLong(DayCounts::sessions).sum())
                .isEqualTo(
                        sessions.stream().mapToLong(DeliverySession::sessions).sum());
        for (DayCounts day : tally.days()) {
            List<DeliverySession> own = sessions.stream()
                    .filter(one ->
                            one.domain().equals(day.domain()) && one.day().equals(day.day()))
                    .toList();
            assertThat(day.sessions())
                    .isEqualTo(own.stream().mapToLong(DeliverySession::sessions).sum());
            for (PolicyCounts policy : day.policies()) {
                assertThat(policy.failed())
                        .isEqualTo(own.stream()
                                .filter(one -> one.policy().equals(policy.policy()))
                                .filter(one -> one.failure().isPresent())
                                .mapToLong(DeliverySession::sessions)
                                .sum());
            }
        }
        assertThat(reports(reversed)).isEqualTo(reports(tally));
    }

    @Property(tries = 100)
    void whatFindsNoRoomIsCountedAllTheSame(@ForAll("sessions") List<DeliverySession> sessions) {
        var tally = new SessionTally();
        sessions.forEach(tally::add);
        for (DayCounts day : tally.days()) {
            var full = new ArrayList<String>();
            var fullOfFailures = new ArrayList<DayRoom.FailureId>();
            for (int i = 0; i < DayRoom.MAX_FAILURES; i++) {
                full.add("known" + i);
                fullOfFailures.add(new DayRoom.FailureId("known", "kind" + i));
            }
            DayCounts fitting = new DayRoom(full, fullOfFailures).fit(day);
            assertThat(fitting.sessions()).isEqualTo(day.sessions());
            assertThat(fitting.policies())
                    .allSatisfy(policy -> assertThat(policy.policy().strings()).isEmpty())
                    .allSatisfy(policy -> assertThat(policy.failures())
                            .extracting(one -> one.kind().failureReasonCode().orElse(""))
                            .allMatch(FailureKind.OTHER::equals))
                    .hasSizeLessThanOrEqualTo(3);
        }
    }

    @Test
    void thereIsRoomForSoMany() {
        var tally = new SessionTally();
        for (int i = 0; i < DayRoom.MAX_FAILURES + 5; i++) {
            tally.add(Sessions.failed("a.example", Sessions.NONE, Sessions.kind("certificate-expired", "mx" + i), 1));
        }
        PolicyCounts counts = new DayRoom(Set.of(), Set.of())
                .fit(tally.days().getFirst())
                .policies()
                .getFirst();
        assertThat(counts.failures()).hasSize(DayRoom.MAX_FAILURES + 1);
        assertThat(counts.failures())
                .contains(new FailureCount(
                        Sessions.kind("certificate-expired", "x").folded(), 5));
        assertThat(counts.failed()).isEqualTo(DayRoom.MAX_FAILURES + 5);
    }

    @Test
    void whatIsKnownHasRoomWhereNothingNewHas() {
        FailureKind known = Sessions.kind("certificate-expired", "mx1.a.example");
        var failures = new ArrayList<DayRoom.FailureId>();
        failures.add(new DayRoom.FailureId(Sessions.STS.key(), known.key()));
        for (int i = 1; i < DayRoom.MAX_FAILURES; i++) {
            failures.add(new DayRoom.FailureId("policy", "kind" + i));
        }
        var tally = new SessionTally();
        tally.add(Sessions.failed("a.example", Sessions.STS, known, 7));
        assertThat(new DayRoom(List.of(Sessions.STS.key()), failures)
                        .fit(tally.days().getFirst()))
                .isEqualTo(tally.days().getFirst());
    }

    @Provide
    static Arbitrary<List<DeliverySession>> sessions() {
        return Sessions.any().list().ofMinSize(1).ofMaxSize(60);
    }

    private static List<Object> reports(SessionTally tally) {
        return tally.days().stream()
                .<Object>map(day -> OwnReport.of(Sessions.SENDER, day))
                .toList();
    }
}
