package org.mailkeep.report.domain.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DashboardTest {

    private static final LocalDate DAY = LocalDate.parse("2026-11-20");

    @Test
    void aDayIsCompleteAfterADayAndAHalf() {
        Instant complete = Instant.parse("2026-11-22T12:00:00Z");
        assertThat(Completeness.isExpected(DAY, complete.minusSeconds(1))).isTrue();
        assertThat(Completeness.isExpected(DAY, complete)).isFalse();
        assertThat(Completeness.lastComplete(complete.minusSeconds(1))).isEqualTo(DAY.minusDays(1));
        assertThat(Completeness.lastComplete(complete)).isEqualTo(DAY);
    }

    @Property
    void ofTheLastCompleteDayNoMoreIsExpectedAndOfTheNextOneMoreIs(
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second) {
        Instant now = Instant.ofEpochSecond(second);
        LocalDate complete = Completeness.lastComplete(now);
        assertThat(Completeness.isExpected(complete, now)).isFalse();
        assertThat(Completeness.isExpected(complete.plusDays(1), now)).isTrue();
    }

    @Test
    void aDayIsAsGoodAsTheShareOfItsSessionsThatFailed() {
        assertThat(Health.of(0, 0)).isEqualTo(Health.UNKNOWN);
        assertThat(Health.of(1, 0)).isEqualTo(Health.GOOD);
        assertThat(Health.of(95, 5)).as("one in twenty").isEqualTo(Health.SOME_FAILED);
        assertThat(Health.of(94, 6)).as("more").isEqualTo(Health.MANY_FAILED);
        assertThat(Health.of(0, 1)).isEqualTo(Health.MANY_FAILED);
        assertThat(Health.of(Long.MAX_VALUE, Long.MAX_VALUE)).as("no overflow").isEqualTo(Health.MANY_FAILED);
    }

    @Test
    void aTimeIsWholeDays() {
        TimeRange range = TimeRange.until(DAY, 7);
        assertThat(range.days()).hasSize(7).endsWith(DAY);
        assertThat(range.begin()).isEqualTo(Instant.parse("2026-11-14T00:00:00Z"));
        assertThat(range.end()).isEqualTo(Instant.parse("2026-11-21T00:00:00Z"));
        assertThat(new TimeRange(DAY, DAY).length()).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new TimeRange(DAY, DAY.minusDays(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> TimeRange.until(DAY, TimeRange.MAX_DAYS + 1));
    }

    @Property
    void beforeAndAfterAreAsLongAndTouch(@ForAll @IntRange(min = 1, max = 400) int days) {
        TimeRange range = TimeRange.until(DAY, days);
        assertThat(range.before().end()).isEqualTo(range.begin());
        assertThat(range.before().length()).isEqualTo(days);
        assertThat(range.after().before()).isEqualTo(range);
    }

    @Test
    void everyResultTypeHasAClass() {
        // RFC 8460 §4.3
        assertThat(FailureClass.of("starttls-not-supported")).isEqualTo(FailureClass.STARTTLS);
        assertThat(FailureClass.of("certificate-expired")).isEqualTo(FailureClass.CERTIFICATE);
        assertThat(FailureClass.of("tlsa-invalid")).isEqualTo(FailureClass.DANE);
        assertThat(FailureClass.of("sts-webpki-invalid")).isEqualTo(FailureClass.MTA_STS);
        assertThat(FailureClass.of("validation-failure")).isEqualTo(FailureClass.OTHER);
        assertThat(FailureClass.of("made-up")).isEqualTo(FailureClass.OTHER);
        for (FailureClass one : FailureClass.values()) {
            assertThat(FailureClass.parse(one.word())).contains(one);
            assertThat(one.resultTypes()).allMatch(type -> FailureClass.of(type) == one);
        }
    }

    @Test
    void aRibbonAddsUpItsDays() {
        var ribbon = new Ribbon(
                "example.com", 2, List.of(new DayTotal(DAY, 2, 10, 1), new DayTotal(DAY.plusDays(1), 1, 5, 3)));
        assertThat(ribbon.reports()).isEqualTo(3);
        assertThat(ribbon.succeeded()).isEqualTo(15);
        assertThat(ribbon.failed()).isEqualTo(4);
        assertThat(ribbon.failedOn(DAY)).isEqualTo(1);
        assertThat(ribbon.failedOn(DAY.minusDays(1))).isZero();
    }
}
