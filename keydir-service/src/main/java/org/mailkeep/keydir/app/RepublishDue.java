package org.mailkeep.keydir.app;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mailkeep.keydir.domain.AccountId;
import org.mailkeep.keydir.domain.ownership.HeldAddress;
import org.mailkeep.keydir.store.AddressRepository;

/** Looks again at addresses for which something changes by time alone, or whose domain changed. */
@ApplicationScoped
class RepublishDue {

    private static final int BATCH = 50;
    private static final String ACTOR = "schedule";

    private final DirectoryChanges changes;
    private final AddressRepository addresses;
    private final Publisher publisher;

    RepublishDue(DirectoryChanges changes, AddressRepository addresses, Publisher publisher) {
        this.changes = changes;
        this.addresses = addresses;
        this.publisher = publisher;
    }

    @Scheduled(
            every = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> tick() {
        return run().replaceWithVoid();
    }

    /** Goes on until nothing is due; yields how many addresses were looked at. Replicas share the work. */
    Uni<Integer> run() {
        return changes.make(ACTOR, this::batch)
                .flatMap(count -> count == BATCH
                        ? run().map(more -> more + count)
                        : Uni.createFrom().item(count))
                // The next run comes soon.
                .onFailure(DirectoryUnavailableException.class)
                .recoverWithItem(0);
    }

    private Uni<Integer> batch(DirectoryChange change) {
        return addresses.claimDue(change.session(), change.now(), BATCH).flatMap(due -> {
            Map<AccountId, List<HeldAddress>> byAccount = due.stream()
                    .collect(Collectors.groupingBy(HeldAddress::account, TreeMap::new, Collectors.toList()));
            return Multi.createFrom()
                    .iterable(byAccount.entrySet())
                    .onItem()
                    .transformToUniAndConcatenate(
                            entry -> publisher.refresh(change, entry.getKey(), entry.getValue(), ACTOR))
                    .onItem()
                    .ignoreAsUni()
                    .replaceWith(due.size());
        });
    }
}
