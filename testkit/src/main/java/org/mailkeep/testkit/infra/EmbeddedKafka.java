package org.mailkeep.testkit.infra;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka broker in KRaft mode inside this JVM, controller and broker in one; needs about 60 MB of heap.
 *
 * <p>A broker that cannot go on (a full disk) halts the JVM that it runs in: that is Kafka's own rule.
 */
public final class EmbeddedKafka implements AutoCloseable {

    /** Kafka tells its whole configuration at every start. Held here, for java.util.logging forgets unused loggers. */
    static final List<Logger> TALKATIVE = Stream.of("kafka", "org.apache.kafka", "state.change.logger")
            .map(Logger::getLogger)
            .toList();

    private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(20);
    private static final int NODE_ID = 1;
    /** The same one for ever, so that a folder that was set up before is recognised: the Base64 of 16 bytes of text. */
    private static final String CLUSTER_ID = "bWFpbGtlZXAtbWFpbGtlZQ";

    private final Path folder;
    private final boolean temporary;
    private final int port;
    private final List<Topic> topics;
    private final @Nullable KafkaSecurity security;
    private final int certificatePort = FreePort.find();
    private final int passwordPort = FreePort.find();
    private @Nullable KafkaRaftServer server;

    private EmbeddedKafka(
            Path folder, boolean temporary, int port, List<Topic> topics, @Nullable KafkaSecurity security) {
        this.folder = folder;
        this.temporary = temporary;
        this.port = port;
        this.topics = List.copyOf(topics);
        this.security = security;
    }

    /** A broker on a free port whose data is gone after {@link #close()}; not started yet. */
    public static EmbeddedKafka temporary(List<Topic> topics) {
        return new EmbeddedKafka(TemporaryFolder.create("kafka"), true, FreePort.find(), topics, null);
    }

    /** The same, with two encrypted ways in beside the open one. */
    public static EmbeddedKafka temporary(List<Topic> topics, KafkaSecurity security) {
        return new EmbeddedKafka(TemporaryFolder.create("kafka"), true, FreePort.find(), topics, security);
    }

    /**
     * A broker whose data outlives this program, also when it is killed; not started yet.
     *
     * @param folder made where missing; nobody else may use it at the same time
     */
    public static EmbeddedKafka persistent(Path folder, int port, List<Topic> topics) {
        return new EmbeddedKafka(folder.toAbsolutePath(), false, port, topics, null);
    }

    public int port() {
        return port;
    }

    /** For {@code kafka.bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** For clients with a certificate, where there is a {@link KafkaSecurity}. */
    public String bootstrapServersForCertificates() {
        return "localhost:" + certificatePort;
    }

    /** For clients with a password, likewise. */
    public String bootstrapServersForPasswords() {
        return "localhost:" + passwordPort;
    }

    /**
     * Returns when the broker answers and all topics are there; does nothing where it runs already.
     *
     * @throws InfraException when it does not start
     */
    public synchronized void start() {
        if (server != null) {
            return;
        }
        TALKATIVE.forEach(logger -> logger.setLevel(Level.WARNING));
        try {
            format();
            // The controller's port is nobody else's business and may be another one after each start.
            var starting = new KafkaRaftServer(new KafkaConfig(settings(FreePort.find()), false), Time.SYSTEM);
            server = starting;
            starting.startup();
            createMissingTopics();
        } catch (Exception e) {
            stop();
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new InfraException("Kafka did not start on 127.0.0.1:" + port + ": " + e.getMessage(), e);
        }
    }

    /** Stops the broker and keeps its data; does nothing where it does not run. */
    public synchronized void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    @Override
    public void close() {
        stop();
        if (temporary) {
            TemporaryFolder.delete(folder);
        }
    }

    private void format() throws Exception {
        Files.createDirectories(folder);
        new Formatter()
                .setNodeId(NODE_ID)
                .setClusterId(CLUSTER_ID)
                .addDirectory(folder.toString())
                .setMetadataLogDirectory(folder.toString())
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setIgnoreFormatted(true)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
    }

    private Map<String, String> settings(int controllerPort) {
        var settings = new HashMap<String, String>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        var clients = "PLAINTEXT://127.0.0.1:" + port;
        if (security != null) {
            clients += security.listeners(certificatePort, passwordPort);
            settings.putAll(security.settings());
        }
        settings.put("listeners", clients + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", clients);
        settings.put(
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SSL:SSL,SASL_SSL:SASL_SSL");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("log.dirs", folder.toString());
        // A mistyped topic is to be an error, and a consumer that comes before its topic would wait for seconds.
        settings.put("auto.create.topics.enable", "false");
        // One broker: one copy of everything.
        for (var internal : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            settings.put(internal + ".replication.factor", "1");
            settings.put(internal + ".num.partitions", "1");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        // After a kill the controller believes for so long that the old broker lives, and keeps the new one waiting.
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // The defaults are for machines with hundreds of topics: 128 MB to compact, 8 + 3 threads.
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        settings.put("num.io.threads", "2");
        settings.put("num.network.threads", "1");
        settings.put("background.threads", "2");
        return settings;
    }

    private void createMissingTopics() throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, Object> client = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) ADMIN_TIMEOUT.toMillis(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) ADMIN_TIMEOUT.toMillis());
        try (var admin = Admin.create(client)) {
            var present = admin.listTopics().names().get(ADMIN_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            var missing = topics.stream()
                    .filter(topic -> !present.contains(topic.name()))
                    .map(EmbeddedKafka::newTopic)
                    .toList();
            admin.createTopics(missing).all().get(ADMIN_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            if (security != null) {
                security.createUser(admin);
            }
        }
    }

    private static NewTopic newTopic(Topic topic) {
        var cleanup = topic.compacted() ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE;
        return new NewTopic(topic.name(), Optional.of(1), Optional.of((short) 1))
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup));
    }
}
