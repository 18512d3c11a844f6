package org.mailkeep.keydir.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.mailkeep.keydir.domain.audit.AuditChain;
import org.mailkeep.keydir.domain.audit.AuditChain.Check;
import org.mailkeep.keydir.domain.audit.AuditChain.Head;
import org.mailkeep.keydir.domain.audit.AuditEntry;
import org.mailkeep.keydir.store.AuditRepository;
import org.mailkeep.platform.store.StoreResult;

/** Reads the whole record of changes and checks that nobody altered it. It may take long, so it goes on in the background. */
@ApplicationScoped
public class VerifyAudit {

    private static final int PAGE = 1000;

    private static final Logger LOG = Logger.getLogger(VerifyAudit.class);

    private final AuditRepository audit;
    private final Clock clock;
    private final AtomicReference<State> state = new AtomicReference<>(new State.Never());

    VerifyAudit(AuditRepository audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** How it stands on this replica. */
    public sealed interface State {

        /** Not since this replica started. */
        record Never() implements State {}

        /** Under way. */
        record Running(Instant since, long entries) implements State {}

        /** Every entry follows from the one before, up to this one. */
        record Intact(Instant at, Head head) implements State {}

        /** Somebody altered the record: the first wrong or missing entry. */
        record Broken(Instant at, long number, String why) implements State {}

        /** It could not be finished; try again. */
        record Failed(Instant at, String why) implements State {}
    }

    /** How it stands. */
    public State state() {
        return state.get();
    }

    /** Begins, unless it is under way; yields how it stands then. */
    public State start() {
        State before = state.get();
        if (!(before instanceof State.Running) && state.compareAndSet(before, new State.Running(clock.instant(), 0))) {
            from(Head.START)
                    .onFailure()
                    .recoverWithItem(failure -> {
                        LOG.error("The audit log could not be verified", failure);
                        return new State.Failed(clock.instant(), "internal error");
                    })
                    .subscribe()
                    .with(this::finish);
        }
        return state.get();
    }

    private void finish(State end) {
        if (end instanceof State.Broken broken) {
            LOG.errorf("The audit log was altered: entry %d: %s", broken.number(), broken.why());
        }
        state.set(end);
    }

    private Uni<State> from(Head head) {
        return audit.after(head.number(), PAGE).flatMap(result -> switch (result) {
            case StoreResult.Unavailable<List<AuditEntry>> failed -> failed(failed.why());
            case StoreResult.Done<List<AuditEntry>>(var entries) ->
                switch (AuditChain.check(head, entries)) {
                    case Check.Broken broken -> item(new State.Broken(clock.instant(), broken.number(), broken.why()));
                    case Check.Intact intact -> {
                        Head next = intact.head();
                        state.updateAndGet(current -> current instanceof State.Running running
                                ? new State.Running(running.since(), next.number())
                                : current);
                        yield entries.isEmpty() ? compare(next) : from(next);
                    }
                };
        });
    }

    /** Entries cut off at the end leave a chain that fits; the head tells. */
    private Uni<State> compare(Head found) {
        return audit.head().flatMap(result -> switch (result) {
            case StoreResult.Unavailable<Head> failed -> failed(failed.why());
            case StoreResult.Done<Head>(Head head)
            when head.equals(found) -> item(new State.Intact(clock.instant(), head));
            case StoreResult.Done<Head>(Head head)
            when head.number() > found.number() ->
                audit.after(found.number(), 1).flatMap(more -> switch (more) {
                    case StoreResult.Unavailable<List<AuditEntry>> failed -> failed(failed.why());
                    case StoreResult.Done<List<AuditEntry>>(var entries)
                    when entries.isEmpty() ->
                        item(new State.Broken(clock.instant(), found.number() + 1, "the entry is missing"));
                    case StoreResult.Done<List<AuditEntry>> _ -> from(found);
                });
            case StoreResult.Done<Head> _ ->
                item(new State.Broken(clock.instant(), found.number(), "the chain does not end where it should"));
        });
    }

    private Uni<State> failed(String why) {
        return item(new State.Failed(clock.instant(), why));
    }

    private static Uni<State> item(State end) {
        return Uni.createFrom().item(end);
    }
}
