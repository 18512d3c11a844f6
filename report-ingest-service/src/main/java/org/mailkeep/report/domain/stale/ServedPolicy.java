package org.mailkeep.report.domain.stale;

import java.time.Instant;

/**
 * A policy that was in force at a domain.
 *
 * @param id of its MTA-STS record (RFC 8461 §3.1)
 * @param since when a probe saw it first
 */
public record ServedPolicy(String id, PolicyText policy, Instant since) {}
