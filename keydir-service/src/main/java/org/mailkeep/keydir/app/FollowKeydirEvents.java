package org.mailkeep.keydir.app;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mailkeep.contracts.KeydirEvent;
import org.mailkeep.keydir.domain.wkd.WkdLocation;
import org.mailkeep.keydir.events.KeydirEventReader;
import org.mailkeep.platform.events.IncomingEvents;

/** Keeps what this replica serves as it is in the store, by what any replica tells. */
@ApplicationScoped
class FollowKeydirEvents {

    private final Multi<Message<String>> channel;
    private final IncomingEvents incoming;
    private final Directory directory;
    private final ServedDomains domains;

    FollowKeydirEvents(
            @Channel("keydir-events") Multi<Message<String>> channel,
            IncomingEvents incoming,
            Directory directory,
            ServedDomains domains) {
        this.channel = channel;
        this.incoming = incoming;
        this.directory = directory;
        this.domains = domains;
    }

    void start(@Observes StartupEvent event) {
        incoming.follow(channel, KeydirEventReader::read, this::follow);
    }

    /** An event may be old: it only says what to look at again. */
    private Uni<Void> follow(KeydirEvent event) {
        switch (event) {
            case KeydirEvent.KeyPublished published -> directory.changed(WkdLocation.of(published.address()));
            case KeydirEvent.KeyWithdrawn withdrawn -> directory.changed(WkdLocation.of(withdrawn.address()));
            case KeydirEvent.AddressRetired retired -> directory.changed(WkdLocation.of(retired.address()));
            case KeydirEvent.KeyExpiring _ -> {}
            case KeydirEvent.DomainServed _, KeydirEvent.DomainUnserved _ -> {
                return domains.reload().replaceWithVoid();
            }
        }
        return Uni.createFrom().voidItem();
    }
}
