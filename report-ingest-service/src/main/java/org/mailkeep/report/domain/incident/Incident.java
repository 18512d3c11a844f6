package org.mailkeep.report.domain.incident;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A matter that somebody may have to look after.
 *
 * @param openedAt when the first report of it was kept
 * @param judgedAt when the last probe was done that says something of it
 * @param acknowledged who looks after it
 * @param mergedInto the incident that goes on in its place
 */
public record Incident(
        UUID id,
        Cluster cluster,
        Episode episode,
        Life life,
        Instant openedAt,
        Optional<Instant> judgedAt,
        Optional<Acknowledgement> acknowledged,
        Optional<UUID> mergedInto) {

    /**
     * Somebody said to look after it.
     *
     * @param by who, as the token names them
     * @param note what they say; may be empty
     */
    public record Acknowledgement(Instant at, String by, String note) {}

    /** A new one. */
    public static Incident open(UUID id, Cluster cluster, Episode episode, Instant now) {
        return new Incident(
                id, cluster, episode, new Life.Open(), now, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same with another run of days. */
    public Incident with(Episode other) {
        return new Incident(id, cluster, other, life, openedAt, judgedAt, acknowledged, mergedInto);
    }

    /** The same in another state. */
    public Incident with(Life other) {
        return new Incident(id, cluster, episode, other, openedAt, judgedAt, acknowledged, mergedInto);
    }

    /** Closed in favour of another one. */
    public Incident mergedInto(UUID other, Instant now) {
        return new Incident(
                id,
                cluster,
                episode,
                new Life.Closed(now, Closing.MERGED),
                openedAt,
                judgedAt,
                acknowledged,
                Optional.of(other));
    }

    /** Under somebody's care. */
    public Incident acknowledged(Acknowledgement by) {
        return new Incident(id, cluster, episode, life, openedAt, judgedAt, Optional.of(by), mergedInto);
    }

    /** After a probe; a probe that is not later than the last one changes nothing, so that events may come twice. */
    public Incident after(Verdict verdict) {
        boolean old = judgedAt.filter(last -> !verdict.at().isAfter(last)).isPresent();
        if (old || verdict instanceof Verdict.Inconclusive) {
            return this;
        }
        return new Incident(
                id,
                cluster,
                episode,
                life.after(verdict),
                openedAt,
                Optional.of(verdict.at()),
                acknowledged,
                mergedInto);
    }

    public boolean isClosed() {
        return life instanceof Life.Closed;
    }
}
