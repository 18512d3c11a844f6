package org.mailkeep.policy.domain.dmarc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;

/**
 * The DNS Tree Walk (RFC 9989 §4.10): from a name, label by label, to the top level. No public suffix list is used.
 *
 * <p>One walk that starts at the author domain serves both policy discovery and alignment.
 */
public sealed interface TreeWalk {

    /** However many labels a name has, no more questions are asked for it (§4.10). */
    int MAX_QUESTIONS = 8;

    /** The name that the walk is for. */
    DomainName start();

    /** What was found so far, the longest name first. */
    List<Visit> visits();

    /**
     * One name of the walk.
     *
     * @param records the DMARC records there; more than one are "all discarded"
     */
    record Visit(DomainName at, List<DmarcRecord> records) {
        public Visit {
            records = List.copyOf(records);
        }

        /** The record that counts. */
        public Optional<DmarcRecord> record() {
            return records.size() == 1 ? Optional.of(records.getFirst()) : Optional.empty();
        }
    }

    /**
     * There is a question to ask: the TXT records at {@link #question}.
     *
     * @param at the name that comes next
     */
    record Asking(DomainName start, List<Visit> visits, DomainName at) implements TreeWalk {
        public Asking {
            visits = List.copyOf(visits);
        }

        /** The name whose TXT records are asked for. */
        public DomainName question() {
            return at.child(LABEL);
        }

        /** Goes on with the answer. */
        public TreeWalk after(Lookup<String> answer) {
            return switch (answer) {
                case Lookup.Secure<String> found -> visited(found.records());
                case Lookup.Insecure<String> found -> visited(found.records());
                case Lookup.NoData<String> _, Lookup.NxDomain<String> _ -> visited(List.of());
                case Lookup.Bogus<String> _ -> new Failed(start, visits, at, "the TXT records fail DNSSEC validation");
                case Lookup.TempFail<String> _ ->
                    new Failed(start, visits, at, "the TXT records could not be looked up");
            };
        }

        private TreeWalk visited(List<String> texts) {
            List<DmarcRecord> records = texts.stream()
                    .map(DmarcRecord::parse)
                    .flatMap(Optional::stream)
                    .toList();
            Visit visit = new Visit(at, records);
            List<Visit> all = with(visits, visit);
            boolean decided = visit.record()
                    .filter(record -> record.psd() != PublicSuffix.UNSAID)
                    .isPresent();
            return decided ? new Finished(start, all) : next(start, all);
        }
    }

    /** The walk is over. */
    sealed interface Ended extends TreeWalk {}

    /** The walk came to its end. */
    record Finished(DomainName start, List<Visit> visits) implements Ended {
        public Finished {
            visits = List.copyOf(visits);
        }

        /** The organizational domain of {@link #start} (§4.10.2). */
        public DomainName organizationalDomain() {
            List<Visit> valid =
                    visits.stream().filter(visit -> visit.record().isPresent()).toList();
            for (Visit visit : valid) {
                PublicSuffix psd = visit.record().orElseThrow().psd();
                if (psd == PublicSuffix.NO) {
                    return visit.at();
                }
                if (psd == PublicSuffix.YES && !visit.at().equals(start)) {
                    return oneLabelBelow(visit.at());
                }
            }
            return valid.isEmpty() ? start : valid.getLast().at();
        }

        private DomainName oneLabelBelow(DomainName suffix) {
            DomainName name = start;
            for (Optional<DomainName> parent = name.parent();
                    parent.isPresent() && !parent.get().equals(suffix);
                    parent = name.parent()) {
                name = parent.get();
            }
            return name;
        }
    }

    /**
     * A name could not be asked for, so nothing above it is known either.
     *
     * @param why a sentence for people
     */
    record Failed(DomainName start, List<Visit> visits, DomainName at, String why) implements Ended {
        public Failed {
            visits = List.copyOf(visits);
        }
    }

    /** The label below which DMARC records are published. */
    String LABEL = "_dmarc";

    /** Begins a walk. */
    static TreeWalk from(DomainName start) {
        return at(start, List.of(), start);
    }

    private static TreeWalk at(DomainName start, List<Visit> visits, DomainName name) {
        // A name that is too long for its _dmarc label cannot have a record.
        return DomainName.parse(LABEL + "." + name).isPresent()
                ? new Asking(start, visits, name)
                : next(start, with(visits, new Visit(name, List.of())));
    }

    /** Steps 3, 4 and 7 of §4.10. */
    private static TreeWalk next(DomainName start, List<Visit> visits) {
        Optional<DomainName> following = shortened(visits.getLast().at());
        return following.isPresent() ? at(start, visits, following.get()) : new Finished(start, visits);
    }

    /** Without the first label; of a name of more than eight labels the last seven remain. */
    private static Optional<DomainName> shortened(DomainName name) {
        Optional<DomainName> rest = name.parent();
        while (rest.isPresent() && labels(rest.get()) >= MAX_QUESTIONS) {
            rest = rest.get().parent();
        }
        return rest;
    }

    private static long labels(DomainName name) {
        return 1 + name.value().chars().filter(c -> c == '.').count();
    }

    private static List<Visit> with(List<Visit> visits, Visit further) {
        List<Visit> all = new ArrayList<>(visits);
        all.add(further);
        return List.copyOf(all);
    }
}
