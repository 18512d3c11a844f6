package org.mailkeep.keylookup.app;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import org.mailkeep.contracts.KeylookupEvent;
import org.mailkeep.keylookup.events.KeyTopics;
import org.mailkeep.keylookup.lookup.KeydirClient;
import org.mailkeep.keylookup.store.KeyRepository;

/** Forgets what the other replicas, or the directory of our own keys, changed. */
@ApplicationScoped
class FollowEvents {

    private final KeyTopics topics;
    private final AnswerMemory memory;
    private final KeydirClient keydir;
    private final KeyRepository repository;
    private final Clock clock;

    FollowEvents(KeyTopics topics, AnswerMemory memory, KeydirClient keydir, KeyRepository repository, Clock clock) {
        this.topics = topics;
        this.memory = memory;
        this.keydir = keydir;
        this.repository = repository;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        topics.followKeylookup(this::follow);
        topics.followDirectory(this::follow);
    }

    private Uni<Void> follow(KeylookupEvent event) {
        if (!memory.isOwnEvent(event.key(), event.at())) {
            memory.forget(event.fingerprint());
            event.address().ifPresent(memory::forget);
        }
        return Uni.createFrom().voidItem();
    }

    /** What the store remembers is older than the event, too; the next who asks has it found out anew. */
    private Uni<Void> follow(KeyTopics.DirectoryChange change) {
        keydir.forget(change.domain());
        Uni<?> expired = change.address()
                .map(email -> repository.expire(email, clock.instant()))
                .orElseGet(() -> repository.expire(change.domain(), clock.instant()));
        return expired.invoke(
                        () -> change.address().ifPresentOrElse(memory::forget, () -> memory.forget(change.domain())))
                .replaceWithVoid();
    }
}
