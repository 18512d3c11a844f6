package org.mailkeep.keylookup.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.domain.Finding;
import org.mailkeep.keylookup.domain.KeyState;
import org.mailkeep.keylookup.domain.KeyStatus;
import org.mailkeep.keylookup.domain.LookupFacts;
import org.mailkeep.keylookup.domain.LookupFacts.Result;
import org.mailkeep.keylookup.domain.Pin;
import org.mailkeep.keylookup.domain.PinEntry;
import org.mailkeep.keylookup.domain.Source;
import org.mailkeep.keylookup.store.KnownOfAddress;
import org.mailkeep.keylookup.store.StoredPin;
import org.mailkeep.openpgp.AcceptancePolicy;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.openpgp.Minimised;

/** Puts an answer together from a lookup and what is stored. Belongs on a worker thread. */
@ApplicationScoped
class Assembly {

    private final Certificates certificates;
    private final AcceptancePolicy policy;
    private final Clock clock;

    Assembly(Certificates certificates, AcceptancePolicy policy, Clock clock) {
        this.certificates = certificates;
        this.policy = policy;
        this.clock = clock;
    }

    /** With what the store knows; the pinned key comes before the one that was found. */
    LookupAnswer answer(LookupFacts facts, KnownOfAddress known) {
        Optional<Pin> pin = known.pin().map(StoredPin::pin);
        Optional<Fingerprint> shown = facts.result() == Result.NOT_FOUND
                ? Optional.empty()
                : pin.map(Pin::fingerprint).or(facts::seen);
        Optional<KnownKey> key = shown.flatMap(fingerprint -> key(facts, known, fingerprint));
        Optional<Source> source = facts.result() == Result.NOT_FOUND
                ? Optional.empty()
                : pin.filter(_ -> !facts.seen().equals(shown)).map(Pin::source).or(facts::source);
        return new LookupAnswer(
                facts.email(),
                facts.result(),
                key.isPresent() ? source : Optional.empty(),
                key,
                facts.result() == Result.TEMP_FAIL && key.isPresent(),
                pin.map(pinned -> pinView(facts, known, pinned)),
                facts.why(),
                facts.trace(),
                facts.at(),
                freshUntil(facts, key));
    }

    /**
     * Without the store, which is away.
     *
     * @param before what was answered last
     */
    LookupAnswer answerAlone(LookupFacts facts, Optional<Finding> finding, Optional<LookupAnswer> before) {
        Optional<KnownKey> found = finding.map(Finding::certificate).map(certificate -> known(facts, certificate));
        Optional<KnownKey> key = facts.result() == Result.TEMP_FAIL ? before.flatMap(LookupAnswer::key) : found;
        return new LookupAnswer(
                facts.email(),
                facts.result(),
                facts.result() == Result.TEMP_FAIL ? before.flatMap(LookupAnswer::source) : facts.source(),
                key,
                facts.result() == Result.TEMP_FAIL && key.isPresent(),
                Optional.of(PinView.UNKNOWN),
                facts.why(),
                facts.trace(),
                facts.at(),
                freshUntil(facts, key));
    }

    /** A key that ends meanwhile is judged anew then. */
    private Instant freshUntil(LookupFacts facts, Optional<KnownKey> key) {
        return key.filter(known -> known.state().status() == KeyStatus.VALID)
                .flatMap(known -> known.state().expiresAt())
                .filter(facts.freshUntil()::isAfter)
                .orElse(facts.freshUntil());
    }

    private PinView pinView(LookupFacts facts, KnownOfAddress known, Pin pin) {
        Optional<PinView.Candidate> candidate = pin.candidate()
                .map(other -> new PinView.Candidate(
                        other.fingerprint(),
                        other.source(),
                        other.since(),
                        other.announced(),
                        false,
                        key(facts, known, other.fingerprint())))
                .or(() -> rejected(facts, known, pin));
        return new PinView(
                state(facts, known, pin, candidate.isPresent()),
                Optional.of(pin.fingerprint()),
                Optional.of(pin.source()),
                Optional.of(pin.since()),
                candidate,
                known.history());
    }

    private static String state(LookupFacts facts, KnownOfAddress known, Pin pin, boolean contested) {
        if (facts.result() != Result.FOUND) {
            return PinView.UNCONFIRMED;
        }
        if (contested || !facts.seen().equals(Optional.of(pin.fingerprint()))) {
            return PinView.CHANGED;
        }
        boolean byThisLookup = pin.since().equals(facts.at());
        boolean replaced = known.history().stream()
                .anyMatch(entry ->
                        entry.what() == PinEntry.What.ACCEPTED && entry.at().equals(facts.at()));
        if (!byThisLookup) {
            return PinView.MATCH;
        }
        return replaced ? PinView.CHANGED : PinView.FIRST_SEEN;
    }

    private Optional<PinView.Candidate> rejected(LookupFacts facts, KnownOfAddress known, Pin pin) {
        return facts.seen()
                .filter(pin.rejected()::contains)
                .flatMap(seen -> facts.source()
                        .map(source ->
                                new PinView.Candidate(seen, source, facts.at(), false, true, key(facts, known, seen))));
    }

    private Optional<KnownKey> key(LookupFacts facts, KnownOfAddress known, Fingerprint fingerprint) {
        return known.certificate(fingerprint).map(certificates::read).map(certificate -> known(facts, certificate));
    }

    private KnownKey known(LookupFacts facts, Certificate certificate) {
        Instant now = clock.instant();
        Certificate minimised = switch (certificate.minimise(facts.email(), now, policy)) {
            case Minimised.WithUserId less -> less.certificate();
            case Minimised.NoSuchUserId _ -> certificate;
        };
        return new KnownKey(
                certificate, KeyState.of(certificate, facts.email(), now, policy), minimised, minimised.toArmored());
    }
}
