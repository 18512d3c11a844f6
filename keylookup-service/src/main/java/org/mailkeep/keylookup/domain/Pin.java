package org.mailkeep.keylookup.domain;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;

/**
 * The key that was first seen for an address, or that somebody decided on since: trust on first use.
 *
 * @param source where it was seen
 * @param since when it was pinned
 * @param candidate another key that was seen since, and that nobody decided on yet
 * @param rejected keys that somebody decided against
 */
public record Pin(
        EmailAddress email,
        Fingerprint fingerprint,
        Source source,
        Instant since,
        Optional<Candidate> candidate,
        Set<Fingerprint> rejected) {

    public Pin {
        rejected = Set.copyOf(rejected);
    }

    /**
     * A key that would take the pinned one's place.
     *
     * @param announced whether the pinned key certified it
     */
    public record Candidate(Fingerprint fingerprint, Source source, Instant since, boolean announced) {}

    /** What somebody decided on a candidate. */
    public enum Verdict {
        ACCEPT,
        REJECT
    }

    /** The pin after a decision on this key; empty when that is not the candidate. */
    public Optional<Pin> decided(Fingerprint key, Verdict verdict, Instant at) {
        return candidate.filter(found -> found.fingerprint.equals(key)).map(found -> switch (verdict) {
            case ACCEPT -> new Pin(email, key, found.source, at, Optional.empty(), without(rejected, key));
            case REJECT -> new Pin(email, fingerprint, source, since, Optional.empty(), with(rejected, key));
        });
    }

    Pin withCandidate(Optional<Candidate> other) {
        return new Pin(email, fingerprint, source, since, other, rejected);
    }

    static Pin first(Sighting sighting) {
        return new Pin(
                sighting.email(), sighting.fingerprint(), sighting.source(), sighting.at(), Optional.empty(), Set.of());
    }

    private static Set<Fingerprint> with(Set<Fingerprint> keys, Fingerprint one) {
        var more = new HashSet<>(keys);
        more.add(one);
        return more;
    }

    private static Set<Fingerprint> without(Set<Fingerprint> keys, Fingerprint one) {
        var fewer = new HashSet<>(keys);
        fewer.remove(one);
        return fewer;
    }
}
