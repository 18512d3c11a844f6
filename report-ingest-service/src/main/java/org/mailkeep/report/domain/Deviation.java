package org.mailkeep.report.domain;

/**
 * A quirk in one report.
 *
 * @param path where it was met first
 * @param times how often
 */
public record Deviation(Quirk quirk, String path, int times) {}
