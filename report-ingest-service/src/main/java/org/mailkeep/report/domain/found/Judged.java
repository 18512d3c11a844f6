package org.mailkeep.report.domain.found;

import org.mailkeep.report.domain.Trust;

/**
 * Something found, and what is thought of it.
 *
 * @param hosted whether it is about a domain of ours
 */
public record Judged(Found found, Trust trust, boolean hosted) {}
