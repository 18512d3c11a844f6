package org.mailkeep.report.domain.tlsrpt;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.mailkeep.report.domain.Deviations;
import org.mailkeep.report.domain.Place;
import org.mailkeep.report.domain.Quirk;
import org.mailkeep.report.domain.Refusal;

/** Times of RFC 3339, and those without zone that Microsoft sent. */
final class Times {

    /** What RFC 3339 §5.6 and PostgreSQL can both write. */
    private static final Instant FIRST = Instant.EPOCH;

    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

    private static final int MAX_LENGTH = 40;

    private Times() {}

    static Instant read(String text, Place place, Deviations noted) throws Refusal {
        Instant time = parse(text, place, noted);
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw new Refusal(place, "the time is before 1970 or after 9998");
        }
        return time;
    }

    private static Instant parse(String text, Place place, Deviations noted) throws Refusal {
        if (text.length() > MAX_LENGTH) {
            throw new Refusal(place, "not a time as in RFC 3339");
        }
        // RFC 3339 §5.6: T and Z may be lower case, and a space may stand for T.
        String upper = text.strip().toUpperCase(Locale.ROOT).replace(' ', 'T');
        try {
            if (hasZone(upper)) {
                var time = OffsetDateTime.parse(upper, DateTimeFormatter.ISO_OFFSET_DATE_TIME);
                if (time.getOffset().getTotalSeconds() != 0) {
                    noted.note(Quirk.DATE_WITH_OFFSET, place);
                }
                return time.toInstant();
            }
            Instant time = LocalDateTime.parse(upper, DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                    .toInstant(ZoneOffset.UTC);
            noted.note(Quirk.DATE_WITHOUT_ZONE, place);
            return time;
        } catch (DateTimeException _) {
            throw new Refusal(place, "not a time as in RFC 3339");
        }
    }

    private static boolean hasZone(String text) {
        int time = text.indexOf('T');
        return text.endsWith("Z") || (time > 0 && (text.indexOf('+', time) > 0 || text.indexOf('-', time) > 0));
    }
}
