package org.mailkeep.report.domain.incident;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A run of failing days of a cluster, with no long pause in it.
 *
 * @param firstSeen begin of the first day's earliest report
 * @param onsetBy end of the first day's earliest report: it began before
 * @param lastSeen end of the last day's latest report
 * @param sessions that failed, all organisations and days added up
 * @param organizations how many reported
 */
public record Episode(
        LocalDate firstDay,
        LocalDate lastDay,
        Instant firstSeen,
        Instant onsetBy,
        Instant lastSeen,
        long sessions,
        int organizations) {

    /**
     * The runs in these days, the earliest first. Days may come in any order; what comes of them does not depend on it.
     *
     * @param pause days without a failure that end a run, at least 1
     */
    public static List<Episode> of(Collection<FailingDay> days, int pause) {
        List<FailingDay> sorted = days.stream()
                .filter(day -> day.sessions() > 0)
                .sorted(Comparator.comparing(FailingDay::day)
                        .thenComparing(FailingDay::began)
                        .thenComparing(FailingDay::ended))
                .toList();
        var episodes = new ArrayList<Episode>();
        int from = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            if (i == sorted.size()
                    || !follows(sorted.get(i - 1).day(), sorted.get(i).day(), pause)) {
                episodes.add(ofRun(sorted.subList(from, i)));
                from = i;
            }
        }
        return episodes;
    }

    /** Whether a day is close enough to an earlier one to belong to the same run. */
    private static boolean follows(LocalDate earlier, LocalDate later, int pause) {
        return ChronoUnit.DAYS.between(earlier, later) <= pause;
    }

    private static Episode ofRun(List<FailingDay> run) {
        FailingDay first = run.getFirst();
        return new Episode(
                first.day(),
                run.getLast().day(),
                first.began(),
                first.ended(),
                run.stream()
                        .map(FailingDay::ended)
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                run.stream().mapToLong(FailingDay::sessions).sum(),
                run.stream()
                        .map(FailingDay::organization)
                        .collect(Collectors.toSet())
                        .size());
    }

    /** Whether they have a day in common, the days between their own included. */
    public boolean overlaps(Episode other) {
        return !firstDay.isAfter(other.lastDay) && !other.firstDay.isAfter(lastDay);
    }
}
