package org.mailkeep.report.domain.incident;

import java.time.Instant;

/**
 * The latest report that tells of an incident.
 *
 * @param reporter as it calls itself
 * @param reportId the report's own id
 * @param begin of the time that the report covers
 * @param end of the time that the report covers
 */
public record Source(String reporter, String reportId, Instant begin, Instant end) {}
