package org.mailkeep.report.domain.outbound;

import java.time.Instant;
import org.mailkeep.contracts.DomainName;

/** A domain that gets no reports from us, and why. */
public record Suppression(DomainName domain, String reason, Instant since) {}
