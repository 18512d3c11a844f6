package org.mailkeep.keydir.app;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.keydir.domain.wkd.ServedKey;
import org.mailkeep.keydir.domain.wkd.WkdLocation;
import org.mailkeep.keydir.store.PublicationIndex.Listed;

/**
 * What is served for all addresses of all domains, in little more memory than the bytes take: about 150 bytes more for each
 * address. Anybody may read at any time; one at a time may write.
 *
 * <p>Comparing it with the store goes in passes: {@link #beginPass()}, then {@link #compare} for all that the store has,
 * then {@link #unseen()} tells what the store has not.
 */
final class KeyMemory {

    private final Map<DomainName, Map<HashBits, Held>> domains = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong octets = new AtomicLong();
    private int pass;

    /** What is held for one address; {@code seenInPass} belongs to the one who writes. */
    private static final class Held {
        private final ServedKey key;
        private final long changedAt;
        private int seenInPass;

        Held(ServedKey key, long changedAt, int seenInPass) {
            this.key = key;
            this.changedAt = changedAt;
            this.seenInPass = seenInPass;
        }
    }

    @Nullable ServedKey get(WkdLocation location) {
        Map<HashBits, Held> domain = domains.get(location.domain());
        Held held = domain == null ? null : domain.get(HashBits.of(location.hash()));
        return held == null ? null : held.key;
    }

    void put(WkdLocation location, ServedKey key, Instant changedAt) {
        Held before = domains.computeIfAbsent(location.domain(), _ -> new ConcurrentHashMap<>())
                .put(HashBits.of(location.hash()), new Held(key, micros(changedAt), pass));
        count.addAndGet(before == null ? 1 : 0);
        octets.addAndGet(key.size() - (before == null ? 0 : before.key.size()));
    }

    void remove(WkdLocation location) {
        Map<HashBits, Held> domain = domains.get(location.domain());
        Held before = domain == null ? null : domain.remove(HashBits.of(location.hash()));
        if (before != null) {
            count.decrementAndGet();
            octets.addAndGet(-before.key.size());
        }
        if (domain != null && domain.isEmpty()) {
            domains.remove(location.domain());
        }
    }

    /** How many addresses. */
    long count() {
        return count.get();
    }

    /** How many bytes are served for all of them. */
    long octets() {
        return octets.get();
    }

    void beginPass() {
        pass++;
    }

    /** Those of the list that memory has not, or not from the same time. */
    List<WkdLocation> compare(List<Listed> list) {
        List<WkdLocation> different = new ArrayList<>();
        for (Listed listed : list) {
            Map<HashBits, Held> domain = domains.get(listed.location().domain());
            Held held = domain == null
                    ? null
                    : domain.get(HashBits.of(listed.location().hash()));
            if (held == null || held.changedAt != micros(listed.changedAt())) {
                different.add(listed.location());
            }
            if (held != null) {
                held.seenInPass = pass;
            }
        }
        return different;
    }

    /** What is in memory and was in no list of this pass, nor put since it began. */
    List<WkdLocation> unseen() {
        List<WkdLocation> unseen = new ArrayList<>();
        domains.forEach((domain, keys) -> keys.forEach((bits, held) -> {
            if (held.seenInPass != pass) {
                unseen.add(new WkdLocation(domain, bits.hash()));
            }
        }));
        return unseen;
    }

    /** PostgreSQL keeps no more than microseconds. */
    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
