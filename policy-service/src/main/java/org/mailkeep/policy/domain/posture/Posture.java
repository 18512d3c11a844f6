package org.mailkeep.policy.domain.posture;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;

/**
 * Every check of one domain.
 *
 * @param at when the facts were gathered
 */
public record Posture(DomainName domain, List<CheckResult> checks, Instant at) {

    public Posture {
        checks = List.copyOf(checks);
    }

    /** The worst result. */
    public Grade grade() {
        return Grade.worst(checks.stream().map(CheckResult::grade).toList());
    }

    /**
     * A check that came out otherwise than before.
     *
     * @param before empty for a check that was not made before
     */
    public record Change(Optional<Grade> before, CheckResult now) {

        /** A check that is new counts as one that passed before: what is wrong from the start is worth telling too. */
        public boolean worse() {
            return now.grade().compareTo(before.orElse(Grade.PASS)) > 0;
        }
    }

    /** The checks whose grade is another one than in {@code previous}. */
    public List<Change> changesSince(Optional<Posture> previous) {
        return checks.stream()
                .map(check -> new Change(previous.flatMap(before -> before.grade(check)), check))
                .filter(change ->
                        !change.before().orElse(Grade.PASS).equals(change.now().grade()))
                .toList();
    }

    private Optional<Grade> grade(CheckResult same) {
        return checks.stream()
                .filter(check ->
                        check.check() == same.check() && check.subject().equals(same.subject()))
                .map(CheckResult::grade)
                .findFirst();
    }
}
