package org.mailkeep.report.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;
import org.mailkeep.report.domain.incident.Change;
import org.mailkeep.report.domain.incident.Incident;

/** Counts and logs what becomes of incidents on this replica. */
@ApplicationScoped
public class IncidentStatistics {

    private static final Logger LOG = Logger.getLogger(IncidentStatistics.class);

    private final Map<Kind, LongAdder> counts = new EnumMap<>(Kind.class);

    IncidentStatistics() {
        for (Kind kind : Kind.values()) {
            counts.put(kind, new LongAdder());
        }
    }

    /** The kinds of changes. */
    public enum Kind {
        OPENED,
        REOPENED,
        GROWN,
        JUDGED,
        CLOSED
    }

    /** How many there were since the start. */
    public long count(Kind kind) {
        return counter(kind).sum();
    }

    /** The host and the result type are strangers' words, and stay out of the log. */
    void add(List<Change> changes) {
        for (Change change : changes) {
            Kind kind = kind(change);
            counter(kind).increment();
            Incident incident = change.incident();
            if (kind != Kind.GROWN) {
                LOG.infof(
                        "Incident %s at %s is %s",
                        incident.id(),
                        incident.cluster().domain(),
                        incident.life().word());
            }
        }
    }

    private LongAdder counter(Kind kind) {
        return Objects.requireNonNull(counts.get(kind));
    }

    private static Kind kind(Change change) {
        return switch (change) {
            case Change.Opened _ -> Kind.OPENED;
            case Change.Reopened _ -> Kind.REOPENED;
            case Change.Grown _ -> Kind.GROWN;
            case Change.Judged _ -> Kind.JUDGED;
            case Change.Closed _ -> Kind.CLOSED;
        };
    }
}
