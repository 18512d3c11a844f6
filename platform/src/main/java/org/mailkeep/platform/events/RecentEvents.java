package org.mailkeep.platform.events;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Lets a replica that starts read the events of the last minutes, so that it misses none between its warm start and its
 * first read. Kafka's own setting for that, {@code auto.offset.reset=by_duration}, waits half a minute when there are
 * none. A replica that was cut off goes on where it was.
 */
@ApplicationScoped
@Identifier("recent-events") class RecentEvents implements KafkaConsumerRebalanceListener {

    private static final Duration RECENT = Duration.ofMinutes(10);

    private final Clock clock;

    RecentEvents(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        var committed = consumer.committed(Set.copyOf(partitions));
        List<TopicPartition> fresh = partitions.stream()
                .filter(partition -> committed.get(partition) == null)
                .toList();
        Map<TopicPartition, Long> times = new HashMap<>();
        long begin = clock.instant().minus(RECENT).toEpochMilli();
        fresh.forEach(partition -> times.put(partition, begin));
        Map<TopicPartition, OffsetAndTimestamp> offsets = consumer.offsetsForTimes(times);
        for (TopicPartition partition : fresh) {
            OffsetAndTimestamp first = offsets.get(partition);
            if (first == null) {
                consumer.seekToEnd(List.of(partition));
            } else {
                consumer.seek(partition, first.offset());
            }
        }
    }
}
