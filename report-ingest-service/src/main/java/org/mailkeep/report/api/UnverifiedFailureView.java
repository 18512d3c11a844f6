package org.mailkeep.report.api;

import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.mailkeep.report.domain.stored.UnverifiedFailure;

/** A failure that unknown senders report. */
@Schema(name = "UnverifiedFailure")
record UnverifiedFailureView(
        String domain,
        String mxHost,
        String resultType,
        LocalDate firstDay,
        LocalDate lastDay,
        long sessions,
        long organizations) {

    static UnverifiedFailureView of(UnverifiedFailure failure) {
        return new UnverifiedFailureView(
                failure.domain().value(),
                failure.mxHost(),
                failure.resultType(),
                failure.firstDay(),
                failure.lastDay(),
                failure.sessions(),
                failure.organizations());
    }
}
