package org.mailkeep.report.domain.stored;

import org.mailkeep.report.domain.incident.Incident;

/**
 * An incident with how much of the mail it hits.
 *
 * @param lastDayFailed its failed sessions on its last day
 * @param lastDaySessions all sessions of the domain that verified reports count on that day
 */
public record KeptIncident(Incident incident, long lastDayFailed, long lastDaySessions) {

    /** The share of the last day's sessions, 0 to 1. */
    public double share() {
        return lastDaySessions == 0 ? 0 : Math.min(1, (double) lastDayFailed / lastDaySessions);
    }
}
