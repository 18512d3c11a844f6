package org.mailkeep.policy.api.pages;

import org.mailkeep.policy.domain.records.PublishedRecord;
import org.mailkeep.policy.domain.records.ZoneText;

/**
 * A record to publish as its page shows it.
 *
 * @param line as a zone file has it
 * @param proposed whether it may be left out
 */
record RecordLine(String purpose, String type, String owner, String line, boolean proposed) {

    static RecordLine of(PublishedRecord record) {
        return new RecordLine(
                record.purpose(),
                record.data().type(),
                record.owner().value(),
                ZoneText.line(record),
                record.need() == PublishedRecord.Need.PROPOSED);
    }
}
