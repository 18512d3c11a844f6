package org.mailkeep.report.domain.canary;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.incident.Change;
import org.mailkeep.report.domain.incident.Closing;
import org.mailkeep.report.domain.incident.Cluster;
import org.mailkeep.report.domain.incident.Episode;
import org.mailkeep.report.domain.incident.Incident;
import org.mailkeep.report.domain.incident.Life;

/**
 * The incident about test reports that do not arrive, of a type of its own: {@code canary-missing-https} or
 * {@code canary-missing-mail}. Reports and probes say nothing of it.
 */
public final class CanaryAlarm {

    /** What the result types of these incidents begin with; reports cannot make one. */
    public static final String PREFIX = "canary-missing-";

    private CanaryAlarm() {}

    /**
     * The latest canary of a path.
     *
     * @param dueAt it should have arrived by then
     */
    public record Latest(LocalDate day, Instant sentAt, Instant dueAt, boolean arrived) {

        /** Whether it should be here and is not. */
        public boolean isOverdue(Instant now) {
            return !arrived && dueAt.isBefore(now);
        }
    }

    /** Whether incidents of this type are alarms about a canary. */
    public static boolean is(String resultType) {
        return resultType.startsWith(PREFIX);
    }

    /** The result type of a path's alarm. */
    public static String resultType(CanaryPath path) {
        return PREFIX + path.name().toLowerCase(Locale.ROOT);
    }

    /** What becomes of the alarm of a path about which {@code domain} stands in the canary. */
    public static Optional<Change> of(
            CanaryPath path,
            DomainName domain,
            Latest latest,
            Optional<Incident> alarm,
            Supplier<UUID> newId,
            Instant now) {
        if (latest.arrived()) {
            return alarm.map(incident -> closed(incident, Closing.ARRIVED, now));
        }
        if (!latest.isOverdue(now)) {
            return Optional.empty();
        }
        return alarm.isEmpty()
                ? Optional.of(new Change.Opened(Incident.open(
                        newId.get(), new Cluster(domain, "", resultType(path)), episode(latest, latest), now)))
                : alarm.filter(incident -> incident.episode().lastDay().isBefore(latest.day()))
                        .map(incident -> new Change.Grown(incident.with(grown(incident.episode(), latest))));
    }

    /** Ends the alarm of a path that is not tried any longer. */
    public static Change unwatched(Incident alarm, Instant now) {
        return closed(alarm, Closing.UNWATCHED, now);
    }

    private static Change closed(Incident incident, Closing why, Instant now) {
        return new Change.Closed(incident.with(new Life.Closed(now, why)));
    }

    private static Episode episode(Latest first, Latest last) {
        return new Episode(first.day(), last.day(), first.sentAt(), first.dueAt(), last.dueAt(), 0, 0);
    }

    private static Episode grown(Episode before, Latest last) {
        return new Episode(before.firstDay(), last.day(), before.firstSeen(), before.onsetBy(), last.dueAt(), 0, 0);
    }
}
