package org.mailkeep.report.domain.dashboard;

import java.time.LocalDate;

/**
 * What was reported of a day: of a domain, an organisation or a host.
 *
 * @param reports how many
 * @param succeeded sessions
 * @param failed sessions
 */
public record DayTotal(LocalDate day, long reports, long succeeded, long failed) {}
