package org.mailkeep.report.domain.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EpisodeTest {

    private static final LocalDate DAY = LocalDate.parse("2026-11-01");
    private static final int PAUSE = 3;

    @Test
    void daysWithShortPausesAreOneRun() {
        List<Episode> episodes = Episode.of(List.of(day(4, "b", 2), day(1, "a", 1), day(7, "a", 4)), PAUSE);
        assertThat(episodes).singleElement().satisfies(one -> {
            assertThat(one.firstDay()).isEqualTo(DAY.plusDays(1));
            assertThat(one.lastDay()).isEqualTo(DAY.plusDays(7));
            assertThat(one.sessions()).isEqualTo(7);
            assertThat(one.organizations()).isEqualTo(2);
        });
    }

    @Test
    void aPauseOfMoreDaysThanAskedForEndsIt() {
        assertThat(Episode.of(List.of(day(1, "a", 1), day(1 + PAUSE, "a", 1)), PAUSE))
                .hasSize(1);
        assertThat(Episode.of(List.of(day(1, "a", 1), day(2 + PAUSE, "a", 1)), PAUSE))
                .hasSize(2);
    }

    @Test
    void daysWithoutAFailureAreNone() {
        assertThat(Episode.of(List.of(day(1, "a", 0)), PAUSE)).isEmpty();
        assertThat(Episode.of(List.of(), PAUSE)).isEmpty();
    }

    @Property(tries = 300)
    void theOrderDoesNotMatterAndTheSumsAreThoseOfTheParts(
            @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 60) Integer> days, @ForAll long seed) {
        var parts = new ArrayList<FailingDay>();
        for (int i = 0; i < days.size(); i++) {
            parts.add(day(days.get(i), "org" + i % 3, i));
        }
        var shuffled = new ArrayList<>(parts);
        Collections.shuffle(shuffled, new Random(seed));
        List<Episode> episodes = Episode.of(parts, PAUSE);
        assertThat(Episode.of(shuffled, PAUSE)).isEqualTo(episodes);
        assertThat(episodes.stream().mapToLong(Episode::sessions).sum())
                .isEqualTo(parts.stream().mapToLong(FailingDay::sessions).sum());
        for (int i = 1; i < episodes.size(); i++) {
            assertThat(episodes.get(i).firstDay())
                    .isAfter(episodes.get(i - 1).lastDay().plusDays(PAUSE));
        }
    }

    static FailingDay day(int number, String organization, long sessions) {
        LocalDate day = DAY.plusDays(number);
        return new FailingDay(
                day,
                organization,
                sessions,
                day.atStartOfDay(ZoneOffset.UTC).toInstant(),
                day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1));
    }
}
