package org.mailkeep.testkit.dns;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** All zones of the server, from the root down; a zone keeps its key however often its text changes. */
final class ZoneStore {

    /** Backwards, so that a validator whose clock is a little behind accepts the signatures too. */
    private static final Duration VALID_BEFORE = Duration.ofDays(1);

    private static final Duration VALID_AFTER = Duration.ofDays(365);

    private final Clock clock;
    private final Map<Name, ZoneKey> keys = new HashMap<>();
    private final Map<Name, Zone> written = new HashMap<>();
    private volatile Map<Name, Loaded> loaded = Map.of();

    ZoneStore(Clock clock) {
        this.clock = clock;
        put(List.of(Zone.parse(".", Signing.NSEC, "")));
    }

    /** Adds zones or replaces those with the same origin; signs them and every zone whose delegations change. */
    synchronized void put(Collection<Zone> zones) {
        zones.forEach(zone -> written.put(zone.origin(), zone));
        load();
    }

    synchronized void remove(Name origin) {
        if (origin.equals(Name.root)) {
            throw new IllegalArgumentException("there is always a root zone");
        }
        written.remove(origin);
        load();
    }

    synchronized DSRecord rootDs() {
        return keyOf(Name.root).ds();
    }

    /** The deepest zone that holds the name; of a DS, the deepest one above it (RFC 4035 §3.1.4.1). */
    ServedZone zoneFor(Name name, int type) {
        Map<Name, Loaded> current = loaded;
        int first = type == Type.DS && !name.equals(Name.root) ? 1 : 0;
        return Objects.requireNonNull(current.get(nearest(current, name, first)), "no root zone")
                .served();
    }

    private void load() {
        Map<Name, List<Record>> delegations = new HashMap<>();
        for (Zone zone : written.values()) {
            if (!zone.origin().equals(Name.root)) {
                delegations
                        .computeIfAbsent(nearest(written, zone.origin(), 1), _ -> new ArrayList<>())
                        .addAll(delegationOf(zone));
            }
        }
        Map<Name, Loaded> next = new HashMap<>();
        for (Zone zone : written.values()) {
            List<Record> below = delegations.getOrDefault(zone.origin(), List.of()).stream()
                    .sorted()
                    .toList();
            Loaded before = loaded.get(zone.origin());
            boolean unchanged = before != null
                    && before.zone().equals(zone)
                    && before.delegations().equals(below);
            next.put(zone.origin(), unchanged ? before : sign(zone, below));
        }
        loaded = Map.copyOf(next);
    }

    private Loaded sign(Zone zone, List<Record> delegations) {
        Instant now = clock.instant();
        return new Loaded(
                zone,
                delegations,
                new ServedZone(
                        zone, delegations, keyOf(zone.origin()), now.minus(VALID_BEFORE), now.plus(VALID_AFTER)));
    }

    private List<Record> delegationOf(Zone zone) {
        List<Record> delegation = new ArrayList<>();
        for (Record entry : zone.records()) {
            if (entry instanceof NSRecord && entry.getName().equals(zone.origin())) {
                delegation.add(entry);
            }
        }
        if (zone.isSigned()) {
            dsInParent(zone).ifPresent(delegation::add);
        }
        return delegation;
    }

    private Optional<DSRecord> dsInParent(Zone zone) {
        DSRecord right = keyOf(zone.origin()).ds();
        return switch (zone.chainOfTrust()) {
            case INTACT -> Optional.of(right);
            case NO_DS -> Optional.empty();
            case WRONG_DS ->
                Optional.of(new DSRecord(
                        zone.origin(),
                        DClass.IN,
                        Zone.DEFAULT_TTL,
                        right.getFootprint(),
                        right.getAlgorithm(),
                        DNSSEC.Digest.SHA256,
                        new byte[right.getDigest().length]));
        };
    }

    private ZoneKey keyOf(Name origin) {
        return keys.computeIfAbsent(origin, ZoneKey::generate);
    }

    private static Name nearest(Map<Name, ?> zones, Name name, int firstLabel) {
        for (int labels = firstLabel; labels < name.labels(); labels++) {
            Name candidate = new Name(name, labels);
            if (zones.containsKey(candidate)) {
                return candidate;
            }
        }
        return Name.root;
    }

    private record Loaded(Zone zone, List<Record> delegations, ServedZone served) {}
}
