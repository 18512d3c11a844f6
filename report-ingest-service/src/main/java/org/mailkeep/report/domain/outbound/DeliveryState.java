package org.mailkeep.report.domain.outbound;

import java.util.Locale;

/** How far a report is on its way to one destination. */
public enum DeliveryState {
    /** To be sent, or to be tried again. */
    WAITING,
    /** The receiver took it. */
    TAKEN,
    /** The receiver refused it for good. */
    REFUSED,
    /** It did not work for 24 hours. */
    GIVEN_UP,
    /** It would have been sent. */
    DRY_RUN,
    /** The operator stopped reports to the domain before it was sent. */
    SUPPRESSED;

    /** As clients see it: lower case with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
