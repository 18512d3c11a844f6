package org.mailkeep.keydir.app;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mailkeep.keydir.events.KeydirEventReader;
import org.mailkeep.platform.events.IncomingEvents;

/** Hears what any replica changed. */
@ApplicationScoped
class FollowKeydirEvents {

    private final Multi<Message<String>> channel;
    private final IncomingEvents incoming;
    private final LearnOfChanges changes;

    FollowKeydirEvents(
            @Channel("keydir-events") Multi<Message<String>> channel, IncomingEvents incoming, LearnOfChanges changes) {
        this.channel = channel;
        this.incoming = incoming;
        this.changes = changes;
    }

    void start(@Observes StartupEvent event) {
        incoming.follow(channel, KeydirEventReader::read, changes::learn);
    }
}
