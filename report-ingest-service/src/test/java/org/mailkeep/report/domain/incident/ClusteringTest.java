package org.mailkeep.report.domain.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailkeep.report.domain.incident.EpisodeTest.day;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;

class ClusteringTest {

    private static final int CLEAN_DAYS = 3;
    private static final Cluster CLUSTER =
            new Cluster(new DomainName("a.example"), "mx1.a.example", "certificate-expired");
    private static final Instant NOW = Instant.parse("2026-11-03T12:00:00Z");

    private final Store store = new Store();

    @Test
    void theFirstReportOpensAnIncidentAndFurtherOnesMakeItGrow() {
        assertThat(store.arrives(day(1, "a", 2), NOW)).singleElement().isInstanceOf(Change.Opened.class);
        assertThat(store.arrives(day(1, "b", 3), NOW))
                .singleElement()
                .isInstanceOfSatisfying(Change.Grown.class, grown -> {
                    assertThat(grown.incident().episode().sessions()).isEqualTo(5);
                    assertThat(grown.incident().episode().organizations()).isEqualTo(2);
                });
        assertThat(store.look(NOW)).isEmpty();
    }

    @Test
    void itClosesAfterCleanDaysThatAreComplete() {
        // Given a failure on 2 November, and reports for the days after it
        store.arrives(day(1, "a", 2), NOW);
        store.reported(2, 3, 4);

        // Then it is over when late reports for 5 November have had their time
        Instant complete = Instant.parse("2026-11-07T12:00:00Z");
        assertThat(store.look(complete.minusMillis(1))).isEmpty();
        assertThat(store.look(complete)).singleElement().isInstanceOf(Change.Closed.class);
        assertThat(store.look(complete.plusSeconds(1))).isEmpty();
        assertThat(store.only().life()).isEqualTo(new Life.Closed(complete, Closing.CLEAN_DAYS));
    }

    @Test
    void daysWithoutAnyReportAreNotClean() {
        store.arrives(day(1, "a", 2), NOW);
        store.reported(2, 3);
        assertThat(store.look(NOW.plus(Duration.ofDays(10)))).isEmpty();
        assertThat(store.look(NOW.plus(Duration.ofDays(30))))
                .singleElement()
                .satisfies(change -> assertThat(change.incident().life())
                        .isEqualTo(new Life.Closed(NOW.plus(Duration.ofDays(30)), Closing.SILENCE)));
    }

    @Test
    void aLateReportOpensItAgain() {
        store.arrives(day(1, "a", 2), NOW);
        store.reported(2, 3, 4);
        Instant closed = Instant.parse("2026-11-07T12:00:00Z");
        store.look(closed);
        assertThat(store.arrives(day(3, "b", 1), closed.plusSeconds(60)))
                .singleElement()
                .isInstanceOf(Change.Reopened.class);
        assertThat(store.only().life()).isEqualTo(new Life.Open());
    }

    @Test
    void aLateReportJoinsWhatWasTakenForTwo() {
        store.arrives(day(1, "a", 1), NOW);
        UUID first = store.only().id();
        store.arrives(day(6, "a", 2), NOW.plusSeconds(1));
        assertThat(store.incidents).hasSize(2);
        store.arrives(day(3, "a", 4), NOW.plusSeconds(2));
        Incident joined = store.live().getFirst();
        assertThat(store.live()).hasSize(1);
        assertThat(joined.id()).isEqualTo(first);
        assertThat(joined.episode().sessions()).isEqualTo(7);
        assertThat(store.incidents.values())
                .filteredOn(one -> one.mergedInto().isPresent())
                .singleElement()
                .satisfies(one -> assertThat(one.mergedInto()).contains(first));
    }

    @Test
    void whatIsNotReportedAnyMoreIsWithdrawn() {
        store.arrives(day(1, "a", 1), NOW);
        store.days.clear();
        assertThat(store.look(NOW))
                .singleElement()
                .satisfies(change ->
                        assertThat(change.incident().life()).isEqualTo(new Life.Closed(NOW, Closing.WITHDRAWN)));
        assertThat(store.look(NOW)).isEmpty();
    }

    @Property(tries = 300)
    void whateverTheOrderTheSameIncidentsComeOfIt(
            @ForAll @Size(min = 1, max = 25) List<@IntRange(min = 1, max = 40) Integer> days, @ForAll long seed) {
        List<FailingDay> reports = IntStream.range(0, days.size())
                .mapToObj(i -> day(days.get(i), "org" + i % 4, i + 1L))
                .toList();
        var shuffled = new ArrayList<>(reports);
        Collections.shuffle(shuffled, new Random(seed));
        var other = new Store();
        var inOrder = new Store();
        reports.forEach(one -> inOrder.arrives(one, NOW));
        shuffled.forEach(one -> other.arrives(one, NOW));
        assertThat(other.episodes()).isEqualTo(inOrder.episodes());
        assertThat(other.live().stream()
                        .mapToLong(one -> one.episode().sessions())
                        .sum())
                .isEqualTo(reports.stream().mapToLong(FailingDay::sessions).sum());
        assertThat(other.look(NOW)).isEmpty();
    }

    /** Does what the database does. */
    private static final class Store {

        private final Map<String, FailingDay> days = new HashMap<>();
        private final Map<UUID, Incident> incidents = new LinkedHashMap<>();
        private final List<LocalDate> reported = new ArrayList<>();
        private long lastId;

        List<Change> arrives(FailingDay report, Instant now) {
            days.merge(report.day() + report.organization(), report, FailingDay::plus);
            reported.add(report.day());
            return look(now);
        }

        void reported(int... numbers) {
            for (int number : numbers) {
                reported.add(day(number, "x", 0).day());
            }
        }

        List<Change> look(Instant now) {
            List<Change> changes = new Clustering(CLEAN_DAYS)
                    .changes(CLUSTER, live(), days.values(), reported, now, () -> new UUID(0, ++lastId));
            changes.forEach(change -> incidents.put(change.incident().id(), change.incident()));
            return changes;
        }

        List<Incident> live() {
            return incidents.values().stream()
                    .filter(one -> one.mergedInto().isEmpty())
                    .toList();
        }

        Incident only() {
            assertThat(live()).hasSize(1);
            return live().getFirst();
        }

        List<Episode> episodes() {
            return live().stream()
                    .map(Incident::episode)
                    .sorted(Comparator.comparing(Episode::firstDay))
                    .toList();
        }
    }
}
