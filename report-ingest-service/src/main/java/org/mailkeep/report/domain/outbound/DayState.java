package org.mailkeep.report.domain.outbound;

/** How far the report of a domain and day is. */
public enum DayState {
    /** It is still to be made. */
    OPEN,
    /** It was made. */
    REPORTED,
    /** The domain has no record that asks for reports. */
    NOT_WANTED,
    /** DNS did not tell for a day where reports go. */
    NO_ANSWER,
    /** The operator wants none to be made. */
    SUPPRESSED,
    /** The sessions carried our own reports, as far as can be told: none about those (RFC 8460 §3). */
    REPORTS_ONLY
}
