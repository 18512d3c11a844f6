package org.mailkeep.keydir.events;

import java.util.Optional;
import org.mailkeep.contracts.KeydirEvent;
import org.mailkeep.platform.events.EventJson;

/** Reads what replicas tell one another. */
public final class KeydirEventReader {

    private KeydirEventReader() {}

    /** Empty for a type that is not known here, and for a body that is not what the type says. */
    public static Optional<KeydirEvent> read(String type, String body) {
        return switch (type) {
            case KeydirEvent.KeyPublished.TYPE -> EventJson.read(body, KeydirEvent.KeyPublished.class);
            case KeydirEvent.KeyWithdrawn.TYPE -> EventJson.read(body, KeydirEvent.KeyWithdrawn.class);
            case KeydirEvent.KeyExpiring.TYPE -> EventJson.read(body, KeydirEvent.KeyExpiring.class);
            case KeydirEvent.AddressRetired.TYPE -> EventJson.read(body, KeydirEvent.AddressRetired.class);
            case KeydirEvent.DomainServed.TYPE -> EventJson.read(body, KeydirEvent.DomainServed.class);
            case KeydirEvent.DomainUnserved.TYPE -> EventJson.read(body, KeydirEvent.DomainUnserved.class);
            default -> Optional.empty();
        };
    }
}
