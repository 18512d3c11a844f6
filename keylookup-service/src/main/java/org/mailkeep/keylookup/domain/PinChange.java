package org.mailkeep.keylookup.domain;

import java.util.Optional;
import org.mailkeep.contracts.Fingerprint;

/** What a sighting means for the pin of its address. */
public sealed interface PinChange {

    /** The pin from now on. */
    Pin pin();

    /** There was no pin. */
    record First(Pin pin) implements PinChange {}

    /** The pinned key was seen again. */
    record Match(Pin pin) implements PinChange {}

    /**
     * Another key was seen, or one source still shows another one; the pinned one stays.
     *
     * @param news whether this is the first time
     * @param conflict whether the domain and a keyserver disagree
     */
    record Held(Pin pin, boolean news, boolean conflict) implements PinChange {}

    /**
     * Another key was seen, and the policy lets it take the place.
     *
     * @param old the key that was pinned
     * @param conflict whether the domain and a keyserver disagreed
     */
    record Replaced(Pin pin, Fingerprint old, boolean conflict) implements PinChange {}

    /** As clients see it. */
    default String word() {
        return switch (this) {
            case First _ -> "first-seen";
            case Match _ -> "match";
            case Held _, Replaced _ -> "changed";
        };
    }

    /** What a sighting means under a policy. */
    static PinChange of(Optional<Pin> known, Sighting seen, PinPolicy policy) {
        if (known.isEmpty()) {
            return new First(Pin.first(seen));
        }
        Pin pin = known.get();
        boolean otherWitness = pin.source().isOfDomain() != seen.source().isOfDomain();
        if (pin.fingerprint().equals(seen.fingerprint())) {
            return seenAgain(pin, seen);
        }
        if (pin.rejected().contains(seen.fingerprint())) {
            return new Held(pin, false, otherWitness);
        }
        boolean news = pin.candidate()
                .filter(candidate -> candidate.fingerprint().equals(seen.fingerprint()))
                .isEmpty();
        var candidate = new Pin.Candidate(
                seen.fingerprint(),
                seen.source(),
                pin.candidate().filter(_ -> !news).map(Pin.Candidate::since).orElse(seen.at()),
                seen.announced());
        Pin changed = pin.withCandidate(Optional.of(candidate));
        return policy.accepts(seen)
                ? new Replaced(
                        changed.decided(seen.fingerprint(), Pin.Verdict.ACCEPT, seen.at())
                                .orElseThrow(),
                        pin.fingerprint(),
                        otherWitness)
                : new Held(changed, news, otherWitness);
    }

    /** A candidate is withdrawn by who showed it, not by somebody else. */
    private static PinChange seenAgain(Pin pin, Sighting seen) {
        boolean stillContested = pin.candidate()
                .filter(candidate ->
                        candidate.source().isOfDomain() != seen.source().isOfDomain())
                .isPresent();
        return stillContested ? new Held(pin, false, true) : new Match(pin.withCandidate(Optional.empty()));
    }
}
