package org.mailkeep.policy.domain.posture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;

class PostureTest {

    private static final DomainName DOMAIN = new DomainName("a.example");
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    @Test
    void theWorstCheckIsTheResult() {
        assertThat(posture().grade()).isEqualTo(Grade.PASS);
        assertThat(posture(check(Check.TLSA, Grade.PASS), check(Check.CAA, Grade.WARN))
                        .grade())
                .isEqualTo(Grade.WARN);
        assertThat(posture(check(Check.TLSA, Grade.FAIL), check(Check.CAA, Grade.WARN))
                        .grade())
                .isEqualTo(Grade.FAIL);
    }

    @Test
    void onlyAnotherGradeIsAChange() {
        Posture before = posture(check(Check.TLSA, Grade.PASS), check(Check.CAA, Grade.WARN));

        assertThat(before.changesSince(Optional.of(before))).isEmpty();
        assertThat(posture(check(Check.TLSA, Grade.FAIL), check(Check.CAA, Grade.WARN))
                        .changesSince(Optional.of(before)))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.worse()).isTrue();
                    assertThat(change.before()).contains(Grade.PASS);
                    assertThat(change.now().check()).isEqualTo(Check.TLSA);
                });
        assertThat(posture(check(Check.TLSA, Grade.PASS), check(Check.CAA, Grade.PASS))
                        .changesSince(Optional.of(before)))
                .singleElement()
                .satisfies(change -> assertThat(change.worse()).isFalse());
    }

    @Test
    void whatIsWrongFromTheStartIsToldOf() {
        assertThat(posture(check(Check.TLSA, Grade.PASS), check(Check.CAA, Grade.FAIL))
                        .changesSince(Optional.empty()))
                .singleElement()
                .satisfies(change -> assertThat(change.worse()).isTrue());
    }

    private static Posture posture(CheckResult... checks) {
        return new Posture(DOMAIN, List.of(checks), NOW);
    }

    private static CheckResult check(Check check, Grade grade) {
        return new CheckResult(check, DOMAIN, grade, "seen", "");
    }
}
