package org.mailkeep.report.domain.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DigestWeekTest {

    @Test
    void itIsDueOnTuesdayAndNotForLong() {
        // 2026-11-23 is a Monday.
        due("2026-11-23T12:00:00Z", Optional.empty());
        due("2026-11-24T11:59:59Z", Optional.empty());
        due("2026-11-24T12:00:00Z", Optional.of("2026-11-16"));
        due("2026-11-25T23:59:59Z", Optional.of("2026-11-16"));
        due("2026-11-26T00:00:00Z", Optional.empty());
    }

    @Test
    void callsThatFailAreMadeAgainEverLaterAndNotForEver() {
        Instant created = Instant.parse("2026-11-23T12:00:00Z");
        assertThat(BackOff.next(1, created, created)).contains(created.plusSeconds(5));
        assertThat(BackOff.next(2, created, created)).contains(created.plusSeconds(20));
        assertThat(BackOff.next(100, created, created)).contains(created.plus(BackOff.LONGEST));
        assertThat(BackOff.next(1, created, created.plus(BackOff.GIVEN_UP_AFTER)))
                .isEmpty();
        assertThat(BackOff.next(1, created, created.plus(BackOff.GIVEN_UP_AFTER).minus(Duration.ofSeconds(5))))
                .isPresent();
    }

    private static void due(String now, Optional<String> monday) {
        assertThat(DigestWeek.due(Instant.parse(now)))
                .as(now)
                .isEqualTo(monday.map(LocalDate::parse).map(DigestWeek::new));
    }
}
