package org.mailkeep.testkit.dns;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** A zone ready to answer: everything is signed when it is made, so that a question costs a look into maps. */
final class ServedZone {

    private final ZoneKey key;
    private final ZoneNames names;
    private final Map<Name, Map<Integer, RRset>> signed = new HashMap<>();
    private final DenialChain denial;
    private final RRset soa;

    /**
     * Signs the zone.
     *
     * @param delegations NS and DS of the zones below
     * @param key of this zone, unused when it is unsigned
     */
    ServedZone(Zone zone, Collection<Record> delegations, ZoneKey key, Instant validFrom, Instant validUntil) {
        this.key = key;
        names = new ZoneNames(zone.origin(), allRecords(zone, delegations, key));
        names.nodes().forEach((name, node) -> {
            Map<Integer, RRset> sets = new HashMap<>();
            node.forEach((type, set) -> sets.put(
                    type, zone.isSigned() && isAuthoritative(name, type) ? key.sign(set, validFrom, validUntil) : set));
            signed.put(name, sets);
        });
        denial = switch (zone.signing()) {
            case UNSIGNED -> new DenialChain.None();
            case NSEC -> new NsecChain(names, set -> key.sign(set, validFrom, validUntil));
            case NSEC3 -> new Nsec3Chain(names, false, set -> key.sign(set, validFrom, validUntil));
            case NSEC3_OPT_OUT -> new Nsec3Chain(names, true, set -> key.sign(set, validFrom, validUntil));
        };
        soa = find(zone.origin(), Type.SOA).orElseThrow();
    }

    ZoneKey key() {
        return key;
    }

    List<RRset> proofBesideThePoint() {
        return denial.besideThePoint();
    }

    ZoneAnswer lookup(Name name, int type) {
        // RFC 4035 §3.1.4.1: the DS at a delegation belongs to the parent, everything else there to the child.
        if (names.isBelowCut(name) || (names.isCut(name) && type != Type.DS)) {
            return new ZoneAnswer.DelegatedToNowhere();
        }
        Optional<Name> redirected = names.redirectedAt(name);
        if (redirected.isPresent()) {
            return redirection(name, find(redirected.get(), Type.DNAME).orElseThrow());
        }
        if (names.at(name).isPresent()) {
            return at(name, type).orElseGet(() -> new ZoneAnswer.NoData(soa, denial.noData(name)));
        }
        Name encloser = names.closestEncloser(name);
        Name wildcard = DnsNames.wildcardBelow(encloser);
        if (names.at(wildcard).isEmpty()) {
            return new ZoneAnswer.NameError(soa, denial.nameError(name, encloser));
        }
        return at(wildcard, type)
                .map(answer -> answer.mapSets(set -> renamed(set, name)))
                .map(answer -> answer.withProof(denial.wildcardExpansion(name, encloser)))
                .orElseGet(() -> new ZoneAnswer.NoData(soa, denial.wildcardNoData(name, encloser)));
    }

    private Optional<ZoneAnswer> at(Name name, int type) {
        Optional<ZoneAnswer> found = find(name, type).map(set -> new ZoneAnswer.Found(set, List.of()));
        return found.or(() -> find(name, Type.CNAME)
                .map(set -> new ZoneAnswer.Alias(List.of(set), ((CNAMERecord) set.first()).getTarget(), List.of())));
    }

    /** RFC 6672 §3.1: the CNAME is made from the DNAME as it is needed, and is not signed. */
    private static ZoneAnswer redirection(Name name, RRset dname) {
        try {
            DNAMERecord first = (DNAMERecord) dname.first();
            Name target = name.fromDNAME(first);
            RRset alias = new RRset(new CNAMERecord(name, DClass.IN, first.getTTL(), target));
            return new ZoneAnswer.Alias(List.of(dname, alias), target, List.of());
        } catch (NameTooLongException tooLong) {
            throw new IllegalArgumentException("the target of a DNAME is too long for " + name, tooLong);
        }
    }

    private Optional<RRset> find(Name name, int type) {
        return Optional.ofNullable(signed.getOrDefault(name, Map.of()).get(type));
    }

    /** RFC 4035 §2.2: at a delegation the child's NS set is not the parent's to sign, its DS set is. */
    private boolean isAuthoritative(Name name, int type) {
        return !names.isCut(name) || type == Type.DS;
    }

    private static List<Record> allRecords(Zone zone, Collection<Record> delegations, ZoneKey key) {
        List<Record> all = new ArrayList<>(zone.records());
        all.addAll(delegations);
        if (zone.isSigned()) {
            all.add(key.dnskey());
        }
        if (zone.signing() == Signing.NSEC3 || zone.signing() == Signing.NSEC3_OPT_OUT) {
            all.add(Nsec3Chain.parametersOf(zone.origin()));
        }
        return all;
    }

    /** RFC 4035 §5.3.4: the signature's label count tells the validator that a wildcard stands behind the name. */
    private static RRset renamed(RRset set, Name name) {
        RRset expanded = new RRset();
        set.rrs(false).forEach(entry -> expanded.addRR(entry.withName(name)));
        set.sigs().forEach(signature -> expanded.addRR((RRSIGRecord) signature.withName(name)));
        return expanded;
    }
}
