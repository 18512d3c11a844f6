package org.mailkeep.report.domain.incident;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Brings a cluster's incidents in line with what is reported now. Whatever the order in which reports came, and however often
 * this is done, the same incidents come of it: each run of failing days has one.
 *
 * @param cleanDays that end an incident
 */
public record Clustering(int cleanDays) {

    /** Throws IllegalArgumentException for less than a day. */
    public Clustering {
        if (cleanDays < 1) {
            throw new IllegalArgumentException("an incident ends after one clean day at the soonest");
        }
    }

    /**
     * What has to change.
     *
     * @param known the cluster's incidents from the first of {@code days} on, the merged ones left out
     * @param days what is reported now
     * @param reported days for which verified reports about the domain came
     * @param ids makes the ids of new ones
     */
    public List<Change> changes(
            Cluster cluster,
            Collection<Incident> known,
            Collection<FailingDay> days,
            Collection<LocalDate> reported,
            Instant now,
            Supplier<UUID> ids) {
        List<Episode> episodes = Episode.of(days, cleanDays);
        List<Incident> eldestFirst = known.stream()
                .sorted(Comparator.comparing(Incident::openedAt).thenComparing(Incident::id))
                .toList();
        var changes = new ArrayList<Change>();
        Set<UUID> taken = new HashSet<>();
        for (int i = 0; i < episodes.size(); i++) {
            Episode episode = episodes.get(i);
            Optional<Closing> over = Closing.of(episode, reported, i + 1 < episodes.size(), cleanDays, now);
            List<Incident> same = eldestFirst.stream()
                    .filter(one -> !taken.contains(one.id()) && one.episode().overlaps(episode))
                    .toList();
            if (same.isEmpty()) {
                changes.addAll(opened(Incident.open(ids.get(), cluster, episode, now), over, now));
                continue;
            }
            Incident first = same.getFirst();
            same.forEach(one -> taken.add(one.id()));
            changes.addAll(goneOn(first, episode, over, now));
            same.stream()
                    .skip(1)
                    .map(one -> new Change.Closed(one.mergedInto(first.id(), now)))
                    .forEach(changes::add);
        }
        eldestFirst.stream()
                .filter(one -> !taken.contains(one.id()) && !one.isClosed())
                .map(one -> new Change.Closed(one.with(new Life.Closed(now, Closing.WITHDRAWN))))
                .forEach(changes::add);
        return changes;
    }

    private static List<Change> opened(Incident incident, Optional<Closing> over, Instant now) {
        return over.<List<Change>>map(why -> List.of(
                        new Change.Opened(incident), new Change.Closed(incident.with(new Life.Closed(now, why)))))
                .orElseGet(() -> List.of(new Change.Opened(incident)));
    }

    private static List<Change> goneOn(Incident before, Episode episode, Optional<Closing> over, Instant now) {
        Incident grown = before.with(episode);
        if (over.isPresent()) {
            if (!before.isClosed()) {
                return List.of(new Change.Closed(grown.with(new Life.Closed(now, over.get()))));
            }
        } else if (before.isClosed()) {
            return List.of(new Change.Reopened(grown.with(new Life.Open())));
        }
        return episode.equals(before.episode()) ? List.of() : List.of(new Change.Grown(grown));
    }
}
