package org.mailkeep.policy.api.socketmap;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.BindException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.mailkeep.policy.app.SocketmapSettings;

/** Listens for mail servers from the start of the service to its end, on one event loop for each processor. */
@ApplicationScoped
class SocketmapServer {

    private static final Duration START = Duration.ofSeconds(10);

    private static final Logger LOG = Logger.getLogger(SocketmapServer.class);

    private final Vertx vertx;
    private final SocketmapSettings settings;
    private final SocketmapAnswers answers;
    private final ConnectionMeters meters;
    private final ConcurrentLinkedQueue<SocketmapListener> listeners = new ConcurrentLinkedQueue<>();
    private Optional<String> deployment = Optional.empty();

    SocketmapServer(Vertx vertx, SocketmapSettings settings, SocketmapAnswers answers, ConnectionMeters meters) {
        this.vertx = vertx;
        this.settings = settings;
        this.answers = answers;
        this.meters = meters;
    }

    /** The port that is listened on, also where a free one was asked for. */
    int port() {
        return listeners.stream().mapToInt(SocketmapListener::port).findFirst().orElse(0);
    }

    void start(@Observes StartupEvent event) {
        var options = new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
        try {
            deployment = Optional.of(await(vertx.deployVerticle(this::listener, options), START));
        } catch (ExecutionException failed) {
            throw new IllegalStateException(sentence(failed.getCause()), failed);
        } catch (TimeoutException _) {
            throw new IllegalStateException("The socketmap server did not start within " + START);
        }
        LOG.infof("The socketmap server listens on %s:%d", settings.host(), port());
    }

    void stop(@Observes ShutdownEvent event) {
        deployment.ifPresent(id -> {
            try {
                await(vertx.undeploy(id), SocketmapListener.DRAIN.plusSeconds(1));
            } catch (ExecutionException | TimeoutException failed) {
                LOG.warnf("The socketmap server did not stop in order: %s", failed.getMessage());
            }
        });
    }

    private SocketmapListener listener() {
        var listener = new SocketmapListener(settings, answers::answer, meters);
        listeners.add(listener);
        return listener;
    }

    private String sentence(@Nullable Throwable failure) {
        String where = "The socketmap server cannot listen on " + settings.host() + ":" + settings.port();
        return failure instanceof BindException
                ? where + ": the port is in use, or the address is none of this machine's"
                        + " (mailkeep.socketmap.host, mailkeep.socketmap.port)"
                : where;
    }

    private static <T> T await(Future<T> future, Duration limit) throws ExecutionException, TimeoutException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the socketmap server starts or stops", interrupted);
        }
    }
}
