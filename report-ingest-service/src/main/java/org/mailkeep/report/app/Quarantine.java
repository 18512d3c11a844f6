package org.mailkeep.report.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.Arrival;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.found.Outcome;
import org.mailkeep.report.domain.stored.Page;
import org.mailkeep.report.domain.stored.Position;
import org.mailkeep.report.domain.stored.QuarantineEntry;
import org.mailkeep.report.intake.ReadingPool;
import org.mailkeep.report.store.QuarantineRepository;
import org.mailkeep.report.store.SpoolRepository;

/** What could not be read: to be looked at, and to be tried again after an update. */
@ApplicationScoped
public class Quarantine {

    private final QuarantineRepository repository;
    private final ProcessArrival process;
    private final ReadingPool pool;
    private final Clock clock;

    Quarantine(QuarantineRepository repository, ProcessArrival process, ReadingPool pool, Clock clock) {
        this.repository = repository;
        this.process = process;
        this.pool = pool;
        this.clock = clock;
    }

    /** The latest first. */
    public Uni<Answer<Page<QuarantineEntry>>> list(Position after, int limit) {
        return repository.list(after, limit).map(result -> Answer.of(result, Optional::of));
    }

    /** The octets that came. */
    public Uni<Answer<Body>> original(UUID id) {
        return repository.original(id).map(result -> Answer.of(result, Function.identity()));
    }

    /** The same, unpacked and readable; empty text where that is not possible. */
    public Uni<Answer<Optional<String>>> text(UUID id) {
        return original(id).flatMap(answer -> switch (answer) {
            case Answer.Found<Body>(Body body) -> pool.text(body).map(Answer.Found::new);
            case Answer.Nothing<Body> _ -> Uni.createFrom().item(new Answer.Nothing<>());
            case Answer.Unavailable<Body> _ -> Uni.createFrom().item(new Answer.Unavailable<>());
        });
    }

    /**
     * Tries once more.
     *
     * @return what became of each report in it; empty while it waits its turn
     */
    public Uni<Answer<List<Outcome>>> reparse(UUID id) {
        return repository.respool(id, clock.instant().plus(GroupCommit.LEASE)).flatMap(result -> switch (result) {
            case StoreResult.Done<Optional<Arrival>>(Optional<Arrival> arrival) ->
                arrival.map(this::process).orElseGet(() -> Uni.createFrom().item(new Answer.Nothing<>()));
            case StoreResult.Unavailable<Optional<Arrival>> _ ->
                Uni.createFrom().item(new Answer.Unavailable<>());
        });
    }

    private Uni<Answer<List<Outcome>>> process(Arrival arrival) {
        return process.process(new SpoolRepository.Claimed(arrival, 1)).map(done -> switch (done) {
            case ProcessArrival.Result.Done(List<Outcome> outcomes) -> new Answer.Found<>(outcomes);
            case ProcessArrival.Result.Later _ -> new Answer.Found<>(List.of());
        });
    }
}
