package org.mailkeep.keydir.app;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.mailkeep.keydir.domain.Publication;
import org.mailkeep.keydir.domain.wkd.ServedKey;
import org.mailkeep.keydir.domain.wkd.WkdAnswer;
import org.mailkeep.keydir.domain.wkd.WkdLocation;
import org.mailkeep.keydir.store.PublicationIndex;
import org.mailkeep.keydir.store.PublicationIndex.Listed;
import org.mailkeep.keydir.store.PublicationIndex.Position;
import org.mailkeep.keydir.store.PublicationRepository;
import org.mailkeep.openpgp.WkdHash;
import org.mailkeep.platform.store.StoreResult;

/**
 * A directory with everything in memory: read from PostgreSQL at start and kept current by events. Without PostgreSQL and
 * Kafka it answers what it knows.
 *
 * <p>One worker reads the store, one step after the other, so that what was read earlier never comes to memory later:
 * first what changed, then what is still to be loaded, and from time to time a comparison with all that the store has,
 * which finds what no event told.
 */
final class WholeDirectory implements Directory {

    private static final int PAGE = 500;
    private static final int LIST_PAGE = 5_000;
    private static final int READ_AT_ONCE = 16;

    private static final Uni<WkdAnswer> UNAVAILABLE = Uni.createFrom().item(new WkdAnswer.Unavailable());
    private static final Uni<WkdAnswer> NOT_FOUND = Uni.createFrom().item(WkdAnswer.NOT_FOUND);

    private static final Logger LOG = Logger.getLogger(WholeDirectory.class);

    private final PublicationRepository publications;
    private final PublicationIndex index;
    private final Clock clock;
    private final Duration comparisonInterval;
    private final KeyMemory memory = new KeyMemory();
    private final ChangedLocations changed = new ChangedLocations();
    private final AtomicBoolean working = new AtomicBoolean();
    private volatile boolean complete;
    private volatile long expected;

    /** The worker's own: what comes after the changes. */
    private Phase phase = new Phase.Loading(Position.FIRST);

    WholeDirectory(
            PublicationRepository publications, PublicationIndex index, Clock clock, Duration comparisonInterval) {
        this.publications = publications;
        this.index = index;
        this.clock = clock;
        this.comparisonInterval = comparisonInterval;
    }

    /** What the worker does when nothing changed. */
    private sealed interface Phase {

        record Loading(Position after) implements Phase {}

        record Comparing(Position after) implements Phase {}

        record Resting(Instant until) implements Phase {}
    }

    /** What a step of the worker came to. */
    private enum Step {
        DONE,
        NOTHING_TO_DO,
        STORE_AWAY
    }

    @Override
    public Uni<WkdAnswer> find(WkdLocation location) {
        ServedKey key = memory.get(location);
        if (key != null) {
            return Uni.createFrom().item(new WkdAnswer.Found(key));
        }
        return complete ? NOT_FOUND : UNAVAILABLE;
    }

    @Override
    public void changed(WkdLocation location) {
        changed.add(location);
        work();
    }

    @Override
    public void upkeep() {
        work();
    }

    @Override
    public DirectoryState state() {
        return new DirectoryState(complete, memory.count(), memory.octets(), expected, changed.size());
    }

    /** Goes on until there is nothing to do, or the store is away. */
    private void work() {
        if (!working.compareAndSet(false, true)) {
            return;
        }
        Multi.createBy()
                .repeating()
                .uni(this::step)
                .whilst(step -> step == Step.DONE)
                .collect()
                .last()
                .subscribe()
                .with(this::rest, failure -> {
                    LOG.error("The directory could not be kept current", failure);
                    working.set(false);
                });
    }

    private void rest(Step last) {
        working.set(false);
        // Something may have changed since the worker looked.
        if (last == Step.NOTHING_TO_DO && changed.size() > 0) {
            work();
        }
    }

    private Uni<Step> step() {
        List<WkdLocation> some = changed.take(READ_AT_ONCE);
        if (!some.isEmpty()) {
            return readAgain(some);
        }
        return switch (phase) {
            case Phase.Loading(Position after) -> load(after);
            case Phase.Comparing(Position after) -> compare(after);
            case Phase.Resting(Instant until) -> {
                if (clock.instant().isBefore(until) && !changed.overflowed()) {
                    yield Uni.createFrom().item(Step.NOTHING_TO_DO);
                }
                memory.beginPass();
                yield compare(Position.FIRST);
            }
        };
    }

    private Uni<Step> readAgain(List<WkdLocation> some) {
        return Multi.createFrom()
                .iterable(some)
                .onItem()
                .transformToUni(this::readAgain)
                .merge(READ_AT_ONCE)
                .filter(step -> step == Step.STORE_AWAY)
                .collect()
                .last()
                .map(away -> away == null ? Step.DONE : away);
    }

    private Uni<Step> readAgain(WkdLocation location) {
        return publications.find(location.domain(), location.hash().value()).map(result -> switch (result) {
            case StoreResult.Done<Optional<Publication>>(Optional<Publication> found) -> {
                found.ifPresentOrElse(this::hold, () -> memory.remove(location));
                yield Step.DONE;
            }
            case StoreResult.Unavailable<Optional<Publication>> _ -> {
                changed.add(location);
                yield Step.STORE_AWAY;
            }
        });
    }

    private Uni<Step> load(Position after) {
        if (after.equals(Position.FIRST)) {
            return index.count().flatMap(result -> switch (result) {
                case StoreResult.Done<Long>(Long count) -> {
                    expected = count;
                    yield loadPage(after);
                }
                case StoreResult.Unavailable<Long> _ -> Uni.createFrom().item(Step.STORE_AWAY);
            });
        }
        return loadPage(after);
    }

    private Uni<Step> loadPage(Position after) {
        return index.publications(after, PAGE).map(result -> switch (result) {
            case StoreResult.Done<List<Publication>>(List<Publication> page) -> {
                page.forEach(this::hold);
                phase = page.size() < PAGE ? loaded() : new Phase.Loading(Position.after(page.getLast()));
                yield Step.DONE;
            }
            case StoreResult.Unavailable<List<Publication>> _ -> Step.STORE_AWAY;
        });
    }

    private Phase loaded() {
        complete = true;
        LOG.infof("The directory is complete: %d addresses, %d bytes", memory.count(), memory.octets());
        return rested();
    }

    private Uni<Step> compare(Position after) {
        return index.list(after, LIST_PAGE).map(result -> switch (result) {
            case StoreResult.Done<List<Listed>>(List<Listed> page) -> {
                changed.addAll(memory.compare(page));
                phase = page.size() < LIST_PAGE ? compared() : new Phase.Comparing(Position.after(page.getLast()));
                yield Step.DONE;
            }
            case StoreResult.Unavailable<List<Listed>> _ -> Step.STORE_AWAY;
        });
    }

    private Phase compared() {
        changed.addAll(memory.unseen());
        return rested();
    }

    private Phase rested() {
        return new Phase.Resting(clock.instant().plus(comparisonInterval));
    }

    private void hold(Publication publication) {
        memory.put(
                new WkdLocation(publication.domain(), new WkdHash(publication.hash())),
                ServedKey.of(publication.certificates().toArray()),
                publication.changedAt());
    }
}
