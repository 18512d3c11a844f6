package org.mailkeep.report.domain.dashboard;

import java.util.List;
import java.util.Map;

/**
 * Failures, counted by everything by which they can be told apart.
 *
 * @param rows failure details
 * @param sessions that failed
 * @param shares of each dimension the values with most sessions, the most first; days in order
 */
public record FailurePicture(long rows, long sessions, Map<Dimension, List<Share>> shares) {

    /** Values of a dimension that are shown. */
    public static final int MAX_VALUES = 30;

    public FailurePicture {
        shares = Map.copyOf(shares);
    }

    public List<Share> of(Dimension dimension) {
        return shares.getOrDefault(dimension, List.of());
    }
}
