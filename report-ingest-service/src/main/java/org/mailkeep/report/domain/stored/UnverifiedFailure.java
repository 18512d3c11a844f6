package org.mailkeep.report.domain.stored;

import java.time.LocalDate;
import org.mailkeep.contracts.DomainName;

/** Failures that senders report of whom nothing is known: shown apart, since anybody may claim them. */
public record UnverifiedFailure(
        DomainName domain,
        String mxHost,
        String resultType,
        LocalDate firstDay,
        LocalDate lastDay,
        long sessions,
        long organizations) {}
