package org.mailkeep.keylookup.app;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keylookup.domain.LookupFacts.Result;
import org.mailkeep.keylookup.domain.Source;
import org.mailkeep.keylookup.domain.TraceStep;

/**
 * What is told of the key of an address.
 *
 * @param source where the key came from
 * @param key the pinned one; without a pin, the one that was found
 * @param stale whether the key is the pinned one of an earlier lookup, since this one failed
 * @param pin empty where there is none
 * @param why what failed, for a temporary failure
 * @param lookedUpAt when the peers were asked
 * @param freshUntil until when this is answered from memory
 */
public record LookupAnswer(
        EmailAddress email,
        Result result,
        Optional<Source> source,
        Optional<KnownKey> key,
        boolean stale,
        Optional<PinView> pin,
        Optional<String> why,
        List<TraceStep> trace,
        Instant lookedUpAt,
        Instant freshUntil) {

    /** The same, for those who ask later. */
    LookupAnswer later() {
        return new LookupAnswer(
                email, result, source, key, stale, pin.map(PinView::later), why, trace, lookedUpAt, freshUntil);
    }

    /** Octets that it takes in memory, roughly, with what is prepared for whoever asks. */
    int weight() {
        int keys = key.map(LookupAnswer::weight).orElse(0)
                + pin.flatMap(PinView::candidate)
                        .flatMap(PinView.Candidate::key)
                        .map(LookupAnswer::weight)
                        .orElse(0);
        int entries = trace.size() + pin.map(view -> view.history().size()).orElse(0);
        return 1500 + 400 * entries + keys;
    }

    /** The certificate as octets and as objects, whole and minimised, and its armor here and within a document. */
    private static int weight(KnownKey known) {
        return 1000
                + 4 * known.certificate().size()
                + 4 * known.minimised().size()
                + 2 * known.armored().length();
    }
}
