package org.mailkeep.keydir.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.mailkeep.contracts.KeydirEvent;
import org.mailkeep.keydir.domain.wkd.WkdLocation;

/** Keeps what this replica serves as it is in the store, by what changed there. */
@ApplicationScoped
class LearnOfChanges {

    private final Directory directory;
    private final ServedDomains domains;

    LearnOfChanges(Directory directory, ServedDomains domains) {
        this.directory = directory;
        this.domains = domains;
    }

    /** The event may be old: it only says what to look at again. */
    Uni<Void> learn(KeydirEvent event) {
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
