package org.mailkeep.report.domain.dashboard;

import java.time.Instant;
import java.util.List;
import org.mailkeep.report.domain.Arrival.Transport;

/**
 * What came in.
 *
 * @param spooled what waits to be processed
 * @param quarantined what is in quarantine, of whatever time
 */
public record IntakePicture(List<Slot> slots, long spooled, long quarantined) {

    /**
     * What came in by one way within an hour or a day.
     *
     * @param stored new reports
     * @param again how often those came once more, whenever that was
     * @param conflicts other contents under the key of a report
     * @param foreign of the stored ones, those about domains that are not ours
     * @param unread what could not be read and is in quarantine
     */
    public record Slot(
            Instant begin, Transport transport, long stored, long again, long conflicts, long foreign, long unread) {}

    public IntakePicture {
        slots = List.copyOf(slots);
    }
}
