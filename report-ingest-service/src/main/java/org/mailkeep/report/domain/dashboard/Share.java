package org.mailkeep.report.domain.dashboard;

/**
 * What one value has of the whole.
 *
 * @param rows failure details
 * @param sessions that failed
 */
public record Share(String value, long rows, long sessions) {}
