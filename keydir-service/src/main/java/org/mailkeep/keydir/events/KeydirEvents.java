package org.mailkeep.keydir.events;

import java.util.UUID;
import org.mailkeep.contracts.KeydirEvent;
import org.mailkeep.platform.events.EventJson;
import org.mailkeep.platform.store.Outbox;

/** The directory's events as they leave through the outbox. */
public final class KeydirEvents {

    private KeydirEvents() {}

    /** The event, ready to be written. */
    public static Outbox.Message message(KeydirEvent event) {
        return new Outbox.Message(
                UUID.randomUUID(), KeydirEvent.TOPIC, event.key(), event.type(), EventJson.write(event), event.at());
    }
}
