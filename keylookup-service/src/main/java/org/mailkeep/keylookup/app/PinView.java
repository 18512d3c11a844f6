package org.mailkeep.keylookup.app;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.domain.PinEntry;
import org.mailkeep.keylookup.domain.Source;

/**
 * The pin of an address, as an answer tells it.
 *
 * @param state {@code first-seen}, {@code match}, {@code changed}, or {@code unconfirmed} when the lookup showed no key;
 *     {@code unknown} while the store is away, and then nothing else is set
 * @param candidate another key that is shown now
 * @param history the oldest first
 */
public record PinView(
        String state,
        Optional<Fingerprint> fingerprint,
        Optional<Source> source,
        Optional<Instant> since,
        Optional<Candidate> candidate,
        List<PinEntry> history) {

    static final String FIRST_SEEN = "first-seen";
    static final String MATCH = "match";
    static final String CHANGED = "changed";
    static final String UNCONFIRMED = "unconfirmed";

    static final PinView UNKNOWN =
            new PinView("unknown", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    public PinView {
        history = List.copyOf(history);
    }

    /**
     * Another key than the pinned one.
     *
     * @param key the certificate, as far as it is known
     * @param announced whether the pinned key certified it
     * @param rejected whether somebody decided against it
     */
    public record Candidate(
            Fingerprint fingerprint,
            Source source,
            Instant since,
            boolean announced,
            boolean rejected,
            Optional<KnownKey> key) {}

    /** The same some time later: what was seen first is a match from then on. */
    PinView later() {
        return state.equals(FIRST_SEEN) ? new PinView(MATCH, fingerprint, source, since, candidate, history) : this;
    }
}
