package org.mailkeep.report.domain.incident;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * What changed shortly before an incident began. Neither time is known to the minute: reports cover hours, and a change was
 * made some time between two looks.
 *
 * @param atLeast the failures began no sooner after it; zero where it may have been made after they began
 * @param atMost and no later
 */
public record Onset(DomainChange change, Duration atLeast, Duration atMost) {

    /** What changed longer before is not brought up. */
    static final Duration BEFORE = Duration.ofDays(2);

    /** The changes that may have caused it, the most likely first: those whose time fits best. */
    public static List<Onset> of(Episode episode, Collection<DomainChange> changes) {
        return changes.stream()
                .filter(change -> change.notBefore().isBefore(episode.onsetBy())
                        && change.at().isAfter(episode.firstSeen().minus(BEFORE)))
                .map(change -> new Onset(
                        change,
                        positive(Duration.between(change.at(), episode.firstSeen())),
                        positive(Duration.between(change.notBefore(), episode.onsetBy()))))
                .sorted(Comparator.comparing(Onset::atMost))
                .toList();
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
