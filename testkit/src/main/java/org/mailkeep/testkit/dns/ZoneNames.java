package org.mailkeep.testkit.dns;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * The names that exist in one zone, in canonical order (RFC 4034 §6.1), with what is at each of them.
 *
 * <p>A name that has only names below it exists too, with nothing there (an empty non-terminal, RFC 8020 §2). Glue is
 * left out: whoever asks here wants an answer, never a referral.
 */
final class ZoneNames {

    private final Name origin;
    private final NavigableMap<Name, Map<Integer, RRset>> nodes = new TreeMap<>();

    ZoneNames(Name origin, Collection<Record> records) {
        this.origin = origin;
        records.forEach(entry -> nodes.computeIfAbsent(entry.getName(), _ -> new TreeMap<>())
                .computeIfAbsent(entry.getType(), _ -> new RRset())
                .addRR(entry));
        nodes.keySet()
                .removeAll(nodes.keySet().stream().filter(this::isBelowCut).toList());
        for (Name name : List.copyOf(nodes.keySet())) {
            ancestors(name).forEach(above -> nodes.computeIfAbsent(above, _ -> new TreeMap<>()));
        }
    }

    Name origin() {
        return origin;
    }

    NavigableMap<Name, Map<Integer, RRset>> nodes() {
        return nodes;
    }

    Optional<Map<Integer, RRset>> at(Name name) {
        return Optional.ofNullable(nodes.get(name));
    }

    boolean isEmptyNonTerminal(Name name) {
        return nodes.getOrDefault(name, Map.of()).isEmpty();
    }

    IntStream typesAt(Name name) {
        return nodes.getOrDefault(name, Map.of()).keySet().stream().mapToInt(Integer::intValue);
    }

    boolean isInsecureDelegation(Name name) {
        return isCut(name) && !nodes.getOrDefault(name, Map.of()).containsKey(Type.DS);
    }

    /** A delegation point: NS records that are not the zone's own. */
    boolean isCut(Name name) {
        Map<Integer, RRset> node = nodes.get(name);
        return node != null && node.containsKey(Type.NS) && !name.equals(origin);
    }

    /** The name above this one that sends everything below it elsewhere, if there is one (RFC 6672 §2.3). */
    Optional<Name> redirectedAt(Name name) {
        return ancestors(name).stream()
                .filter(above -> nodes.getOrDefault(above, Map.of()).containsKey(Type.DNAME))
                .findFirst();
    }

    boolean isBelowCut(Name name) {
        return ancestors(name).stream().anyMatch(this::isCut);
    }

    /** The longest existing ancestor of a name that does not exist (RFC 4592 §3.3.1). */
    Name closestEncloser(Name missing) {
        return ancestors(missing).stream()
                .filter(nodes::containsKey)
                .findFirst()
                .orElse(origin);
    }

    /** From the direct parent up to and including the origin; empty for the origin itself. */
    private List<Name> ancestors(Name name) {
        List<Name> above = new ArrayList<>();
        for (int labels = 1; name.labels() - labels >= origin.labels(); labels++) {
            above.add(new Name(name, labels));
        }
        return above;
    }
}
