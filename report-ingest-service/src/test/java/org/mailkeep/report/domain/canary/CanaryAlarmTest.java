package org.mailkeep.report.domain.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.canary.CanaryAlarm.Latest;
import org.mailkeep.report.domain.incident.Change;
import org.mailkeep.report.domain.incident.Closing;
import org.mailkeep.report.domain.incident.Incident;
import org.mailkeep.report.domain.incident.Life;

/** When a test report that does not arrive becomes an incident, and when that is over. */
class CanaryAlarmTest {

    private static final DomainName DOMAIN = new DomainName("a.example");
    private static final LocalDate DAY = LocalDate.parse("2026-11-23");
    private static final Instant SENT = Instant.parse("2026-11-23T00:05:00Z");
    private static final Instant DUE = SENT.plus(Duration.ofHours(1));
    private static final Instant LATE = DUE.plusSeconds(1);

    @Test
    void oneThatIsOverdueIsAnIncidentOnce() {
        assertThat(change(missing(DAY), Optional.empty(), DUE)).isEmpty();

        Incident opened = change(missing(DAY), Optional.empty(), LATE)
                .map(Change::incident)
                .orElseThrow();

        assertThat(opened.cluster().resultType()).isEqualTo("canary-missing-mail");
        assertThat(CanaryAlarm.is(opened.cluster().resultType())).isTrue();
        assertThat(opened.episode().firstDay()).isEqualTo(DAY);
        assertThat(change(missing(DAY), Optional.of(opened), LATE)).isEmpty();
    }

    @Test
    void theNextDaysMakeItLongerAndAnArrivalEndsIt() {
        Incident opened = change(missing(DAY), Optional.empty(), LATE)
                .map(Change::incident)
                .orElseThrow();
        Instant nextDay = LATE.plus(Duration.ofDays(1));
        // The next one may still arrive.
        Latest next = missing(DAY.plusDays(1));
        assertThat(change(next, Optional.of(opened), SENT.plus(Duration.ofDays(1))))
                .isEmpty();
        assertThat(change(next, Optional.of(opened), nextDay)).hasValueSatisfying(change -> {
            assertThat(change).isInstanceOf(Change.Grown.class);
            assertThat(change.incident().episode().firstDay()).isEqualTo(DAY);
            assertThat(change.incident().episode().lastDay()).isEqualTo(DAY.plusDays(1));
        });
        Latest arrived = new Latest(DAY, SENT, DUE, true);
        assertThat(change(arrived, Optional.of(opened), nextDay))
                .contains(new Change.Closed(opened.with(new Life.Closed(nextDay, Closing.ARRIVED))));
        assertThat(change(arrived, Optional.empty(), nextDay)).isEmpty();
    }

    private static Latest missing(LocalDate day) {
        Duration later = Duration.ofDays(day.toEpochDay() - DAY.toEpochDay());
        return new Latest(day, SENT.plus(later), DUE.plus(later), false);
    }

    private static Optional<Change> change(Latest latest, Optional<Incident> alarm, Instant now) {
        return CanaryAlarm.of(CanaryPath.MAIL, DOMAIN, latest, alarm, () -> new UUID(1, 1), now);
    }
}
