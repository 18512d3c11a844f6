package org.mailkeep.testkit.dns;

import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Type;

/** One NSEC record per name that holds records, each naming the next one (RFC 4034 §4). */
final class NsecChain implements DenialChain {

    private final NavigableMap<Name, RRset> signedByOwner = new TreeMap<>();
    private final List<RRset> besideThePoint;

    NsecChain(ZoneNames names, UnaryOperator<RRset> signer) {
        List<Name> owners = names.nodes().keySet().stream()
                .filter(name -> !names.isEmptyNonTerminal(name))
                .toList();
        for (int i = 0; i < owners.size(); i++) {
            Name owner = owners.get(i);
            Name next = owners.get((i + 1) % owners.size());
            signedByOwner.put(owner, signer.apply(nsec(owner, next, names.typesAt(owner))));
        }
        Name elsewhere = DnsNames.child("wrong-proof", names.origin());
        besideThePoint = List.of(signer.apply(nsec(elsewhere, DnsNames.child("a", elsewhere), IntStream.of(Type.A))));
    }

    @Override
    public List<RRset> noData(Name name) {
        return List.of(atOrBefore(name));
    }

    @Override
    public List<RRset> nameError(Name name, Name closestEncloser) {
        return both(name, DnsNames.wildcardBelow(closestEncloser));
    }

    @Override
    public List<RRset> wildcardExpansion(Name name, Name closestEncloser) {
        return List.of(atOrBefore(name));
    }

    @Override
    public List<RRset> wildcardNoData(Name name, Name closestEncloser) {
        return both(name, DnsNames.wildcardBelow(closestEncloser));
    }

    @Override
    public List<RRset> besideThePoint() {
        return besideThePoint;
    }

    /** The record of the name itself, or else the one whose span it falls into; the apex comes before every name. */
    private RRset atOrBefore(Name name) {
        return Objects.requireNonNull(signedByOwner.floorEntry(name), "a name outside the zone")
                .getValue();
    }

    private List<RRset> both(Name name, Name wildcard) {
        return Stream.of(atOrBefore(name), atOrBefore(wildcard)).distinct().toList();
    }

    private static RRset nsec(Name owner, Name next, IntStream types) {
        int[] withItsOwn = IntStream.concat(types, IntStream.of(Type.RRSIG, Type.NSEC))
                .sorted()
                .toArray();
        return new RRset(new NSECRecord(owner, DClass.IN, Zone.DEFAULT_TTL, next, withItsOwn));
    }
}
