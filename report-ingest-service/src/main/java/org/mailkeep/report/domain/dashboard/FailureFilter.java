package org.mailkeep.report.domain.dashboard;

import java.util.Map;

/**
 * Which failures are wanted.
 *
 * @param verified by known senders, or by the others
 * @param only the value that each of these dimensions has to have
 */
public record FailureFilter(TimeRange range, boolean verified, Map<Dimension, String> only) {

    public FailureFilter {
        only = Map.copyOf(only);
    }
}
