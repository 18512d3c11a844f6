package org.mailkeep.testkit.dns;

import java.util.List;
import java.util.function.UnaryOperator;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;

/** What one zone says to one question; the sets carry their signatures. */
sealed interface ZoneAnswer {

    /** The records asked for; the proof shows that a wildcard was rightly used, and is empty where none was. */
    record Found(RRset records, List<RRset> proof) implements ZoneAnswer {}

    /** A CNAME leads elsewhere, or a DNAME with the CNAME that follows from it. */
    record Alias(List<RRset> records, Name target, List<RRset> proof) implements ZoneAnswer {}

    /** The name exists without that type. */
    record NoData(RRset soa, List<RRset> proof) implements ZoneAnswer {}

    record NameError(RRset soa, List<RRset> proof) implements ZoneAnswer {}

    /** The name lies in a zone that was delegated to somebody who does not answer. */
    record DelegatedToNowhere() implements ZoneAnswer {}

    /** The same answer with every set replaced. */
    default ZoneAnswer mapSets(UnaryOperator<RRset> change) {
        return switch (this) {
            case Found(var records, var proof) -> new Found(change.apply(records), mapAll(proof, change));
            case Alias(var records, var target, var proof) ->
                new Alias(mapAll(records, change), target, mapAll(proof, change));
            case NoData(var soa, var proof) -> new NoData(change.apply(soa), mapAll(proof, change));
            case NameError(var soa, var proof) -> new NameError(change.apply(soa), mapAll(proof, change));
            case DelegatedToNowhere nowhere -> nowhere;
        };
    }

    /** The same answer with another proof. */
    default ZoneAnswer withProof(List<RRset> other) {
        return switch (this) {
            case Found(var records, var _) -> new Found(records, other);
            case Alias(var records, var target, var _) -> new Alias(records, target, other);
            case NoData(var soa, var _) -> new NoData(soa, other);
            case NameError(var soa, var _) -> new NameError(soa, other);
            case DelegatedToNowhere nowhere -> nowhere;
        };
    }

    private static List<RRset> mapAll(List<RRset> sets, UnaryOperator<RRset> change) {
        return sets.stream().map(change).toList();
    }
}
