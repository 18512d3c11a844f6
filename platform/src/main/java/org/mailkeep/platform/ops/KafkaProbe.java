package org.mailkeep.platform.ops;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks Kafka every few seconds whether it is there, since without mail nobody else would notice. */
@ApplicationScoped
public class KafkaProbe {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private static final Logger LOG = Logger.getLogger(KafkaProbe.class);

    private final Map<String, Object> settings;
    private @Nullable Admin admin;
    private volatile boolean available;

    KafkaProbe(@Identifier("default-kafka-broker") Map<String, Object> broker) {
        settings = new HashMap<>(broker);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
    }

    /** Whether Kafka answered when it was asked last. */
    public boolean isAvailable() {
        return available;
    }

    /** Runs on a worker thread: the client can only be waited for. */
    @Scheduled(
            every = "3s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void ask() throws InterruptedException {
        boolean answers = answers();
        if (answers != available) {
            LOG.info(answers ? "Kafka answers" : "Kafka does not answer; events wait in the outbox");
        }
        available = answers;
    }

    private synchronized boolean answers() throws InterruptedException {
        try {
            if (admin == null) {
                admin = Admin.create(settings);
            }
            admin.describeCluster().clusterId().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException | KafkaException _) {
            return false;
        }
    }

    synchronized void close(@Observes ShutdownEvent event) {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
