package org.mailkeep.policy.domain.caa;

import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;

/** The climb to the records that count for a name (RFC 8659 §3): its own, or those of the nearest name above. */
public sealed interface CaaSearch {

    /** Names with more labels are not climbed from; no certificate is wanted for them. */
    int MAX_QUESTIONS = 32;

    /** The next name whose CAA records to ask for; then {@link #after}. */
    record Ask(DomainName name) implements CaaSearch {}

    /** The search is over. */
    sealed interface Decided extends CaaSearch {}

    /**
     * The Relevant RRset.
     *
     * @param at the name that has it
     * @param secure whether DNSSEC proves the records
     */
    record Found(DomainName at, boolean secure, List<CaaRecord> records) implements Decided {
        public Found {
            records = List.copyOf(records);
        }
    }

    /** No name on the way to the root has CAA records: every authority may issue. */
    record None() implements Decided {}

    /**
     * It could not be found out. What is above the failing name must not be taken in its place.
     *
     * @param why a sentence for people
     */
    record Undetermined(DomainName at, String why) implements Decided {}

    static CaaSearch from(DomainName name) {
        return name.value().chars().filter(c -> c == '.').count() < MAX_QUESTIONS
                ? new Ask(name)
                : new Undetermined(name, "the name has more than " + MAX_QUESTIONS + " labels");
    }

    /** Goes on with the answer for {@code asked}. */
    static CaaSearch after(Ask asked, Lookup<CaaRecord> answer) {
        DomainName name = asked.name();
        return switch (answer) {
            case Lookup.Secure<CaaRecord> found -> found(name, true, found.records());
            case Lookup.Insecure<CaaRecord> found -> found(name, false, found.records());
            case Lookup.NoData<CaaRecord> _, Lookup.NxDomain<CaaRecord> _ -> above(name);
            case Lookup.Bogus<CaaRecord> _ -> new Undetermined(name, "the CAA records fail DNSSEC validation");
            case Lookup.TempFail<CaaRecord> _ -> new Undetermined(name, "the CAA records could not be looked up");
        };
    }

    private static CaaSearch found(DomainName name, boolean secure, List<CaaRecord> records) {
        return records.isEmpty() ? above(name) : new Found(name, secure, records);
    }

    private static CaaSearch above(DomainName name) {
        Optional<DomainName> parent = name.parent();
        return parent.isPresent() ? new Ask(parent.get()) : new None();
    }
}
