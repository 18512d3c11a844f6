package org.mailkeep.report.api.pages;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import org.mailkeep.report.domain.dashboard.Dimension;
import org.mailkeep.report.domain.dashboard.FailureClass;
import org.mailkeep.report.domain.dashboard.FailureFilter;

/** Reads which failures are wanted out of an address. */
final class Filters {

    private Filters() {}

    static FailureFilter of(Brush brush) {
        Map<Dimension, String> only = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            String value = brush.other(dimension.word());
            if (!value.isEmpty() && isPossible(dimension, value)) {
                only.put(dimension, value);
            }
        }
        return new FailureFilter(brush.range(), brush.verified(), only);
    }

    private static boolean isPossible(Dimension dimension, String value) {
        return switch (dimension) {
            case KIND -> FailureClass.parse(value).isPresent();
            case DAY -> isDay(value);
            case DOMAIN, TYPE, MX, ORGANIZATION, NETWORK, RECEIVER, REASON -> value.indexOf(0) < 0;
        };
    }

    private static boolean isDay(String value) {
        try {
            LocalDate.parse(value);
            return true;
        } catch (DateTimeException _) {
            return false;
        }
    }
}
