package org.mailkeep.platform.store;

import io.quarkus.opentelemetry.runtime.QuarkusContextStorage;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.core.impl.VertxInternal;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.mailkeep.platform.context.CallersContext;

/**
 * The one way into PostgreSQL. Each piece of work runs on a Vert.x context of its own, whoever calls, and its outcome comes
 * back on the caller's. It has a time limit; and while PostgreSQL is away, a circuit breaker keeps most calls from trying.
 */
@ApplicationScoped
public class Database {

    /** Long enough for a service that has just started on a busy machine, short enough for a mail server that waits. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** Of the last calls, as many as this; half of them failed: nobody tries for {@link #PAUSE_SECONDS}. */
    private static final int WATCHED_CALLS = 4;

    private static final int PAUSE_SECONDS = 2;

    /** SQLSTATE classes that tell of the server's state and not of the statement: connection, resources, operator, system. */
    private static final Set<String> OUTAGE_CLASSES = Set.of("08", "53", "57", "58");

    private static final Logger LOG = Logger.getLogger(Database.class);

    private final Mutiny.SessionFactory sessions;
    private final Migration migration;
    private final Vertx vertx;
    private final Guard breaker;
    private final AtomicBoolean available = new AtomicBoolean();

    Database(Mutiny.SessionFactory sessions, Migration migration, Vertx vertx) {
        this.sessions = sessions;
        this.migration = migration;
        this.vertx = vertx;
        breaker = Guard.create()
                .withDescription("PostgreSQL")
                .withCircuitBreaker()
                .requestVolumeThreshold(WATCHED_CALLS)
                .failureRatio(0.5)
                .when(Database::isOutage)
                .delay(PAUSE_SECONDS, ChronoUnit.SECONDS)
                .done()
                .build();
    }

    /** Whether the last call worked. */
    public boolean isAvailable() {
        return available.get();
    }

    /** Looks whether PostgreSQL answers, so that {@link #isAvailable} is true to life without other calls. */
    public Uni<Void> probe() {
        return inTransaction(session ->
                        session.createNativeQuery("select 1", Integer.class).getSingleResult())
                .replaceWithVoid();
    }

    /** Runs work that yields an item, never null, in a transaction of its own. */
    public <T> Uni<StoreResult<T>> inTransaction(Function<Mutiny.Session, Uni<T>> work) {
        return inTransaction(LIMIT, work);
    }

    /**
     * The same within another limit than the usual one.
     *
     * @param limit for the whole transaction
     */
    public <T> Uni<StoreResult<T>> inTransaction(Duration limit, Function<Mutiny.Session, Uni<T>> work) {
        return guarded(limit, () -> sessions.withTransaction(work));
    }

    /**
     * Runs work that only reads, and yields an item, never null, without the two round trips that a transaction costs. Each
     * of its questions sees what was committed when it was asked, as it would within a transaction.
     */
    public <T> Uni<StoreResult<T>> reading(Function<Mutiny.Session, Uni<T>> work) {
        return guarded(LIMIT, () -> sessions.withSession(work));
    }

    private <T> Uni<StoreResult<T>> guarded(Duration limit, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            if (!migration.isDone()) {
                return Uni.createFrom().item(new StoreResult.Unavailable<>("the schema is not up to date yet", true));
            }
            return breaker.get(() -> attempt(limit, work), new TypeLiteral<Uni<StoreResult<T>>>() {})
                    .onItem()
                    .invoke(() -> worked())
                    .onFailure()
                    .recoverWithItem(this::unavailable);
        });
    }

    private <T> Uni<StoreResult<T>> attempt(Duration limit, Supplier<Uni<T>> work) {
        return CallersContext.comeBackWith(onOwnContext(work)
                .<StoreResult<T>>map(StoreResult.Done::new)
                .ifNoItem()
                .after(limit)
                .fail());
    }

    /**
     * A session belongs to one event loop, and Quarkus lets it only on a duplicated context that nobody shares. The work
     * is not cancelled with its subscriber: a session that is left in the middle would never give back its connection.
     */
    private <T> Uni<T> onOwnContext(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            var trace = io.opentelemetry.context.Context.current();
            Context own = Objects.requireNonNull(VertxContext.createNewDuplicatedContext(eventLoop()));
            VertxContextSafetyToggle.setContextSafe(own, true);
            // The context is this work's alone, so that its trace need not be taken off again.
            QuarkusContextStorage.INSTANCE.attach(own, trace);
            own.runOnContext(_ -> work.get().subscribe().with(emitter::complete, emitter::fail));
        });
    }

    private Context eventLoop() {
        Context current = vertx.getOrCreateContext();
        return current.isEventLoopContext() ? current : ((VertxInternal) vertx).createEventLoopContext();
    }

    private void worked() {
        if (available.compareAndSet(false, true)) {
            LOG.info("PostgreSQL answers");
        }
    }

    private <T> StoreResult<T> unavailable(Throwable failure) {
        if (!isOutage(failure)) {
            LOG.error("PostgreSQL was asked for something impossible", failure);
            return new StoreResult.Unavailable<>("internal error", false);
        }
        if (available.compareAndSet(true, false)) {
            LOG.warnf("PostgreSQL does not answer; the service goes on without: %s", failure.getMessage());
        }
        return new StoreResult.Unavailable<>("PostgreSQL does not answer", true);
    }

    private static boolean isOutage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException refused) {
                String state = refused.getSqlState();
                return state == null || OUTAGE_CLASSES.contains(state.substring(0, 2));
            }
            if (cause instanceof IOException
                    || cause instanceof TimeoutException
                    || cause instanceof VertxException
                    || cause instanceof NoStackTraceThrowable
                    || cause instanceof CircuitBreakerOpenException) {
                return true;
            }
        }
        return false;
    }
}
