package org.mailkeep.testkit.dns;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * Which names misbehave, and how; may be changed at any time.
 *
 * <p>A fault at a name also shows where a CNAME leads to that name, as it does behind a resolver. A fault that is set
 * for a name without a type spares DS and DNSKEY, which belong to the chain of trust; name these types to break it.
 */
public final class DnsFaults {

    private final Map<Key, DnsFault> faults = new ConcurrentHashMap<>();
    private final Map<Key, Duration> delays = new ConcurrentHashMap<>();

    DnsFaults() {}

    /** Every question for the name, except DS and DNSKEY, goes wrong in this way. */
    public void set(String name, DnsFault fault) {
        set(name, Type.ANY, fault);
    }

    /**
     * Questions for this type at the name go wrong in this way.
     *
     * @param type a constant of {@link Type}
     */
    public void set(String name, int type, DnsFault fault) {
        faults.put(Key.of(name, type), fault);
    }

    /** Every answer to a question for the name, except DS and DNSKEY, takes this much longer. */
    public void delay(String name, Duration by) {
        delay(name, Type.ANY, by);
    }

    /** Every answer to a question for this type at the name takes this much longer. */
    public void delay(String name, int type, Duration by) {
        delays.put(Key.of(name, type), by);
    }

    /** The name behaves well again, with all its types. */
    public void clear(String name) {
        Name cleared = DnsNames.absolute(name);
        faults.keySet().removeIf(key -> key.name().equals(cleared));
        delays.keySet().removeIf(key -> key.name().equals(cleared));
    }

    /** Everything behaves well again. */
    public void clear() {
        faults.clear();
        delays.clear();
    }

    Optional<DnsFault> at(Name name, int type) {
        return find(faults, name, type);
    }

    Optional<Duration> delayOf(Name name, int type) {
        return find(delays, name, type);
    }

    private static <T> Optional<T> find(Map<Key, T> map, Name name, int type) {
        if (map.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> ofType = Optional.ofNullable(map.get(new Key(name, type)));
        return type == Type.DS || type == Type.DNSKEY
                ? ofType
                : ofType.or(() -> Optional.ofNullable(map.get(new Key(name, Type.ANY))));
    }

    private record Key(Name name, int type) {
        static Key of(String name, int type) {
            return new Key(DnsNames.absolute(name), type);
        }
    }
}
