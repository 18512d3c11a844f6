package org.mailkeep.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;
import org.mailkeep.testkit.infra.InfraException;
import org.mailkeep.testkit.infra.Topic;

/** Everything that {@code up} starts, in the order in which it depends on one another; stopped in the opposite order. */
final class Suite implements AutoCloseable {

    private static final Duration READY_LIMIT = Duration.ofSeconds(90);
    private static final Duration READY_POLL = Duration.ofMillis(100);

    private final Settings settings;
    private final DataFolder folder;
    private final boolean live;
    private final Terminal terminal;
    private final StopSignal signal;
    private final Watchdog watchdog;
    private final EmbeddedPostgresql postgresql;
    private final EmbeddedKafka kafka;
    private final List<ServiceProcess> services = new ArrayList<>();
    private volatile @Nullable DemoNetwork demo;

    Suite(Settings settings, DataFolder folder, boolean live, Terminal terminal, StopSignal signal) {
        this.settings = settings;
        this.folder = folder;
        this.live = live;
        this.terminal = terminal;
        this.signal = signal;
        var databases = Arrays.stream(Service.values()).map(Service::database).toList();
        postgresql = EmbeddedPostgresql.persistent(folder.postgresql(), settings.port(Port.POSTGRESQL), databases);
        kafka = EmbeddedKafka.persistent(folder.kafka(), settings.port(Port.KAFKA), Topic.ALL);
        watchdog = Watchdog.start();
    }

    /**
     * Returns when everything is ready, or earlier when somebody wants it to stop.
     *
     * @throws LauncherException when something does not start
     */
    void start() throws InterruptedException {
        startServers();
        var started = Instant.now();
        for (var service : Service.values()) {
            if (!signal.isWanted()) {
                startService(service);
            }
        }
        writeState();
        awaitReady(started);
    }

    /** PostgreSQL, Kafka and the demo world know nothing of one another, and partly wait: side by side they are faster. */
    private void startServers() throws InterruptedException {
        watchdog.watchPidFile(postgresql.pidFile());
        var steps = new ArrayList<Future<?>>();
        try (var workers = Executors.newFixedThreadPool(3)) {
            steps.add(workers.submit(() -> step("PostgreSQL", "127.0.0.1:" + postgresql.port(), postgresql::start)));
            steps.add(workers.submit(() -> step("Kafka", kafka.bootstrapServers(), kafka::start)));
            if (!live) {
                var dns = "DNS on 127.0.0.1:" + settings.port(Port.DEMO_DNS);
                steps.add(workers.submit(
                        () -> step("demo world", dns, () -> demo = DemoNetwork.start(settings, folder))));
            }
        }
        for (var step : steps) {
            try {
                step.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof LauncherException known ? known : new IllegalStateException(e.getCause());
            }
        }
    }

    private void step(String name, String detail, Runnable work) {
        var started = Instant.now();
        try {
            work.run();
        } catch (InfraException e) {
            throw new LauncherException(String.valueOf(e.getMessage()), e);
        }
        terminal.done(name, detail, Duration.between(started, Instant.now()));
    }

    private void startService(Service service) {
        try {
            var process = ServiceProcess.start(
                    service, service.jar(settings.home()), folder.log(service.module()), environment(service));
            watchdog.watch(process.handle().pid());
            services.add(process);
        } catch (IOException e) {
            throw new LauncherException(service.module() + " cannot be started: " + e.getMessage(), e);
        }
    }

    private Map<String, String> environment(Service service) {
        var environment = settings.forServices();
        var running = demo;
        if (running != null) {
            environment.putAll(running.environment());
        }
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(settings.port(service.http())));
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(settings.port(service.management())));
        environment.put("MAILKEEP_AUTH_TOKEN_FILE", folder.tokenFile().toString());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("MAILKEEP_LMTP_PORT", Integer.toString(settings.port(Port.LMTP)));
        environment.put("MAILKEEP_SOCKETMAP_PORT", Integer.toString(settings.port(Port.SOCKETMAP)));
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", postgresql.jdbcUrl(service.database()));
        environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", postgresql.reactiveUrl(service.database()));
        environment.put("QUARKUS_DATASOURCE_USERNAME", postgresql.username());
        environment.put("QUARKUS_DATASOURCE_PASSWORD", postgresql.password());
        if (service == Service.KEYLOOKUP) {
            environment.putIfAbsent("MAILKEEP_KEYDIR_URL", settings.url(Service.KEYDIR.http()));
        }
        for (var other : Service.values()) {
            environment.putIfAbsent("MAILKEEP_UI_" + other.name() + "_URL", settings.url(other.http()));
        }
        return environment;
    }

    private void writeState() {
        var processes = new TreeMap<String, RunState.ProcessMark>();
        processes.put(RunState.LAUNCHER, RunState.ProcessMark.of(ProcessHandle.current()));
        services.forEach(one -> processes.put(one.service().module(), RunState.ProcessMark.of(one.handle())));
        try {
            new RunState(live, processes, settings.ports()).write(folder.stateFile());
        } catch (IOException e) {
            throw new LauncherException(
                    "The data folder " + folder.path() + " cannot be written: " + e.getMessage(), e);
        }
    }

    private void awaitReady(Instant started) throws InterruptedException {
        var waiting = new ArrayList<>(services);
        try (var loopback = new Loopback()) {
            while (!waiting.isEmpty() && !signal.await(READY_POLL)) {
                for (var one : List.copyOf(waiting)) {
                    if (isReady(loopback, one.service())) {
                        waiting.remove(one);
                        var took = Duration.between(started, Instant.now());
                        terminal.done(
                                one.service().module(),
                                settings.url(one.service().http()),
                                took);
                    } else {
                        checkAlive(one);
                    }
                }
                checkTime(started, waiting);
            }
        }
    }

    private boolean isReady(Loopback loopback, Service service) throws InterruptedException {
        try {
            return loopback.get(settings.url(service.management()) + "/q/health/ready")
                            .status()
                    == 200;
        } catch (IOException e) {
            // It does not listen yet.
            return false;
        }
    }

    private void checkAlive(ServiceProcess one) {
        if (!one.isAlive()) {
            throw new LauncherException(
                    one.service().module() + " ended while it was starting (exit code " + one.exitCode()
                            + "). Its log says why: " + folder.log(one.service().module()));
        }
    }

    private void checkTime(Instant started, List<ServiceProcess> waiting) {
        if (!waiting.isEmpty() && Duration.between(started, Instant.now()).compareTo(READY_LIMIT) > 0) {
            var service = waiting.getFirst().service();
            throw new LauncherException(service.module() + " was not ready within " + READY_LIMIT.toSeconds()
                    + " s. What it waits for: " + settings.url(service.management()) + "/q/health/ready says, and "
                    + folder.log(service.module()) + ".");
        }
    }

    /** Says so when a service ends that nobody stopped; the others go on. */
    void reportLosses() {
        services.forEach(one -> Thread.startVirtualThread(() -> reportLoss(one)));
    }

    private void reportLoss(ServiceProcess one) {
        try {
            one.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (!signal.isWanted()) {
            watchdog.forget(one.handle().pid());
            terminal.warning(one.service().module() + " ended (exit code " + one.exitCode() + "); see "
                    + folder.log(one.service().module()));
        }
    }

    @Override
    public void close() {
        services.forEach(ServiceProcess::askToStop);
        services.forEach(ServiceProcess::awaitStop);
        closeQuietly(Optional.ofNullable(demo));
        closeQuietly(Optional.of(kafka));
        closeQuietly(Optional.of(postgresql));
        watchdog.dismiss();
        try {
            Files.deleteIfExists(folder.stateFile());
        } catch (IOException e) {
            terminal.warning("The state file could not be deleted: " + e.getMessage());
        }
    }

    /** What does not stop must not keep the rest from stopping. */
    private void closeQuietly(Optional<? extends AutoCloseable> part) {
        try {
            if (part.isPresent()) {
                part.get().close();
            }
        } catch (Exception e) {
            terminal.warning(String.valueOf(e.getMessage()));
        }
    }
}
