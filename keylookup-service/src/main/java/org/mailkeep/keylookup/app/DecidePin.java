package org.mailkeep.keylookup.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.domain.Pin;
import org.mailkeep.keylookup.domain.PinEntry;
import org.mailkeep.keylookup.domain.Source;
import org.mailkeep.keylookup.events.KeylookupEvents;
import org.mailkeep.keylookup.events.KeylookupEvents.Reason;
import org.mailkeep.keylookup.store.KeyRepository;
import org.mailkeep.keylookup.store.KnownOfAddress;
import org.mailkeep.keylookup.store.Learnt;
import org.mailkeep.keylookup.store.StoredPin;
import org.mailkeep.platform.events.OutboxRelay;
import org.mailkeep.platform.store.StoreResult;

/** Somebody decides on a key that would take a pinned one's place. */
@ApplicationScoped
public class DecidePin {

    private static final int ATTEMPTS = 5;

    private final KeyRepository repository;
    private final AnswerMemory memory;
    private final OutboxRelay relay;
    private final Clock clock;

    DecidePin(KeyRepository repository, AnswerMemory memory, OutboxRelay relay, Clock clock) {
        this.repository = repository;
        this.memory = memory;
        this.relay = relay;
        this.clock = clock;
    }

    /** What came of a decision. */
    public enum Outcome {
        DECIDED,
        /** The key is no candidate for the address, or not any more. */
        NO_CANDIDATE,
        /** The store is away; nothing is decided. */
        UNAVAILABLE
    }

    /**
     * Decides.
     *
     * @param key the candidate that is meant
     * @param who a principal
     */
    public Uni<Outcome> decide(EmailAddress email, Fingerprint key, Pin.Verdict verdict, String who) {
        return decide(email, key, verdict, who, ATTEMPTS);
    }

    private Uni<Outcome> decide(EmailAddress email, Fingerprint key, Pin.Verdict verdict, String who, int attempts) {
        return repository.load(email, List.of()).chain(loaded -> switch (loaded) {
            case StoreResult.Unavailable<KnownOfAddress> _ -> Uni.createFrom().item(Outcome.UNAVAILABLE);
            case StoreResult.Done<KnownOfAddress>(KnownOfAddress known) -> {
                Optional<Learnt> learnt = known.pin().flatMap(pin -> decided(pin, key, verdict, who));
                yield learnt.isEmpty()
                        ? Uni.createFrom().item(Outcome.NO_CANDIDATE)
                        : repository.store(learnt.get(), clock.instant()).chain(stored -> switch (stored) {
                            case StoreResult.Unavailable<Boolean> _ ->
                                Uni.createFrom().item(Outcome.UNAVAILABLE);
                            case StoreResult.Done<Boolean>(Boolean stood) ->
                                stood
                                        ? done(email)
                                        : attempts > 1
                                                ? decide(email, key, verdict, who, attempts - 1)
                                                : Uni.createFrom().item(Outcome.UNAVAILABLE);
                        });
            }
        });
    }

    private Uni<Outcome> done(EmailAddress email) {
        memory.forget(email);
        relay.kick();
        return Uni.createFrom().item(Outcome.DECIDED);
    }

    private Optional<Learnt> decided(StoredPin stored, Fingerprint key, Pin.Verdict verdict, String who) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Pin before = stored.pin();
        Optional<Source> source = before.candidate().map(Pin.Candidate::source);
        return before.decided(key, verdict, now)
                .flatMap(after -> source.map(from -> new Learnt(
                        List.of(),
                        Optional.of(new Learnt.PinChanged(after, stored.version())),
                        List.of(new PinEntry(now, what(verdict), key, from, who)),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(KeylookupEvents.changed(
                                Optional.of(after.email()),
                                after.fingerprint(),
                                List.of(verdict == Pin.Verdict.ACCEPT ? "pin-accepted" : "pin-rejected"),
                                Reason.DECISION,
                                now)))));
    }

    private static PinEntry.What what(Pin.Verdict verdict) {
        return switch (verdict) {
            case ACCEPT -> PinEntry.What.ACCEPTED;
            case REJECT -> PinEntry.What.REJECTED;
        };
    }
}
