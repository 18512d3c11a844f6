package org.mailkeep.keylookup.events;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.KeylookupEvent;
import org.mailkeep.platform.events.EventJson;
import org.mailkeep.platform.events.IncomingEvents;

/** What arrives over Kafka about keys. */
@ApplicationScoped
public class KeyTopics {

    private final Multi<Message<String>> keylookup;
    private final Multi<Message<String>> keydir;
    private final IncomingEvents incoming;

    KeyTopics(
            @Channel("keylookup-events") Multi<Message<String>> keylookup,
            @Channel("keydir-events") Multi<Message<String>> keydir,
            IncomingEvents incoming) {
        this.keylookup = keylookup;
        this.keydir = keydir;
        this.incoming = incoming;
    }

    /**
     * Something changed in the directory of our own keys.
     *
     * @param address whose key; empty when it is about the domain as a whole
     */
    public record DirectoryChange(Optional<EmailAddress> address, DomainName domain) {}

    /** Every event of this service, of all replicas; to be called once, at start. */
    public void followKeylookup(Function<KeylookupEvent, Uni<Void>> handler) {
        incoming.follow(keylookup, KeyTopics::keylookupEvent, handler);
    }

    /** Every event of the directory, of whatever type: that something changed is all that matters. */
    public void followDirectory(Function<DirectoryChange, Uni<Void>> handler) {
        incoming.follow(keydir, (_, body) -> EventJson.read(body, DirectoryChange.class), handler);
    }

    static Optional<KeylookupEvent> keylookupEvent(String type, String body) {
        return switch (type) {
            case KeylookupEvent.KeyChanged.TYPE ->
                EventJson.read(body, KeylookupEvent.KeyChanged.class).map(event -> event);
            case KeylookupEvent.KeyRevoked.TYPE ->
                EventJson.read(body, KeylookupEvent.KeyRevoked.class).map(event -> event);
            case KeylookupEvent.PinConflict.TYPE ->
                EventJson.read(body, KeylookupEvent.PinConflict.class).map(event -> event);
            default -> Optional.empty();
        };
    }
}
