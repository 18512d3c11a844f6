package org.mailkeep.testkit.infra;

import java.util.List;
import org.mailkeep.contracts.KeydirEvent;
import org.mailkeep.contracts.KeylookupEvent;
import org.mailkeep.contracts.PostureEvent;
import org.mailkeep.contracts.RecheckRequested;
import org.mailkeep.contracts.TlsFailureObserved;
import org.mailkeep.contracts.TlsPolicyEvent;
import org.mailkeep.contracts.TlsSession;

/**
 * A Kafka topic of one partition.
 *
 * @param compacted keeps the last record per key for ever, instead of every record for a while
 */
public record Topic(String name, boolean compacted) {

    /** What could not be read or handled, as it came, with headers that say where it comes from and why it is here. */
    public static final Topic DEAD_LETTERS = new Topic("mailkeep.dead-letters", false);

    /** The suite's topics; who writes them and what they carry is listed with the events. */
    public static final List<Topic> ALL = List.of(
            new Topic(TlsPolicyEvent.TOPIC, true),
            new Topic(RecheckRequested.TOPIC, false),
            new Topic(PostureEvent.TOPIC, false),
            new Topic(KeydirEvent.TOPIC, false),
            new Topic(KeylookupEvent.TOPIC, false),
            new Topic(TlsFailureObserved.TOPIC, false),
            new Topic(TlsSession.TOPIC, false),
            DEAD_LETTERS);
}
