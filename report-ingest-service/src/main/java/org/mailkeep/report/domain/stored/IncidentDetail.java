package org.mailkeep.report.domain.stored;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.mailkeep.report.domain.incident.DomainChange;
import org.mailkeep.report.domain.incident.Onset;

/**
 * An incident with its time line and its evidence.
 *
 * @param entries what happened to it, the earliest first
 * @param changes what changed about the domain shortly before and while it went on, the earliest first
 * @param onsets the changes that may have caused it, the most likely first
 * @param parts what each organisation reported of it per day, the latest first
 */
public record IncidentDetail(
        KeptIncident head, List<Entry> entries, List<DomainChange> changes, List<Onset> onsets, List<Part> parts) {

    /**
     * Something that happened.
     *
     * @param kind {@code opened}, {@code reopened}, {@code confirmed}, {@code not-reproducible}, {@code fixed},
     *     {@code acknowledged} or {@code closed}
     */
    public record Entry(Instant at, String kind, String text) {}

    /** Failed sessions that an organisation reported for a day. */
    public record Part(LocalDate day, String organization, long sessions) {}
}
