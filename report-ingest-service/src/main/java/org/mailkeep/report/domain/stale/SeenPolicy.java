package org.mailkeep.report.domain.stale;

import java.time.Instant;

/**
 * A policy that an organisation went by.
 *
 * @param sessions under it
 * @param at end of the time that the report covers
 */
public record SeenPolicy(String organization, PolicyText policy, long sessions, Instant at) {}
