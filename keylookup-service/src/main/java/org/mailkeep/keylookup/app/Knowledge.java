package org.mailkeep.keylookup.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.domain.Finding;
import org.mailkeep.keylookup.domain.KeyUpdate;
import org.mailkeep.keylookup.domain.LookupFacts;
import org.mailkeep.keylookup.events.KeylookupEvents.Reason;
import org.mailkeep.keylookup.store.KeyRepository;
import org.mailkeep.keylookup.store.KnownOfAddress;
import org.mailkeep.keylookup.store.Learnt;
import org.mailkeep.keylookup.store.StoredCertificate;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.platform.context.HeavyWork;
import org.mailkeep.platform.events.OutboxRelay;
import org.mailkeep.platform.store.StoreResult;

/**
 * Adds what was found to what is known, all of one lookup in one transaction. What follows is decided on what was loaded
 * before; if another replica was faster, once more on what it left. Nobody waits for what is only noted.
 */
@ApplicationScoped
class Knowledge {

    private static final int ATTEMPTS = 5;

    private static final Logger LOG = Logger.getLogger(Knowledge.class);

    private final KeyRepository repository;
    private final Certificates certificates;
    private final HeavyWork workers;
    private final OutboxRelay relay;
    private final AnswerMemory memory;
    private final Consequences consequences;
    private final Clock clock;

    Knowledge(
            KeyRepository repository,
            Certificates certificates,
            HeavyWork workers,
            OutboxRelay relay,
            AnswerMemory memory,
            Consequences consequences,
            Clock clock) {
        this.repository = repository;
        this.certificates = certificates;
        this.workers = workers;
        this.relay = relay;
        this.memory = memory;
        this.consequences = consequences;
        this.clock = clock;
    }

    /**
     * Takes in a lookup that told something.
     *
     * @param loaded what was known before it
     * @return what is known now; empty when it could not be stored, for the store is away, or others kept being faster
     */
    Uni<Optional<KnownOfAddress>> learn(LookupFacts facts, Optional<Finding> finding, Optional<KnownOfAddress> loaded) {
        return loaded.map(known -> learn(facts, finding, known, ATTEMPTS))
                .orElseGet(() -> loadAndLearn(facts, finding, ATTEMPTS));
    }

    /**
     * Takes in a copy of a certificate that was found by its fingerprint or key ID.
     *
     * @return what it added to what was known; what the copy itself says while the store is away
     */
    Uni<KeyUpdate> learn(Certificate copy, Reason reason) {
        return learn(copy, reason, ATTEMPTS);
    }

    private Uni<Optional<KnownOfAddress>> loadAndLearn(LookupFacts facts, Optional<Finding> finding, int attempts) {
        List<Fingerprint> found = finding.stream()
                .flatMap(Consequences::all)
                .map(Certificate::fingerprint)
                .toList();
        return attempts == 0
                ? Uni.createFrom().item(Optional.empty())
                : repository.load(facts.email(), found).chain(result -> switch (result) {
                    case StoreResult.Unavailable<KnownOfAddress> _ ->
                        Uni.createFrom().item(Optional.empty());
                    case StoreResult.Done<KnownOfAddress>(KnownOfAddress known) ->
                        learn(facts, finding, known, attempts);
                });
    }

    private Uni<Optional<KnownOfAddress>> learn(
            LookupFacts facts, Optional<Finding> finding, KnownOfAddress known, int attempts) {
        return workers.run(() -> consequences.of(facts, finding, known)).chain(learnt -> {
            Optional<KnownOfAddress> after = Optional.of(known.after(learnt));
            if (learnt.isOnlyNoted()) {
                commit(learnt).subscribe().with(_ -> {}, failure -> LOG.error("A lookup could not be noted", failure));
                return Uni.createFrom().item(after);
            }
            return commit(learnt).chain(result -> switch (result) {
                case COMMITTED -> Uni.createFrom().item(after);
                case OUTRUN -> loadAndLearn(facts, finding, attempts - 1);
                case UNAVAILABLE -> Uni.createFrom().item(Optional.empty());
            });
        });
    }

    private Uni<KeyUpdate> learn(Certificate copy, Reason reason, int attempts) {
        return repository.byFingerprint(copy.fingerprint()).chain(loaded -> switch (loaded) {
            case StoreResult.Unavailable<Optional<StoredCertificate>> _ -> onlyTheCopy(copy);
            case StoreResult.Done<Optional<StoredCertificate>>(Optional<StoredCertificate> stored) ->
                workers.run(() -> certificates.update(stored, copy, clock.instant()))
                        .chain(update -> update.isNews()
                                ? store(update, stored, reason)
                                        .chain(result -> result == Commit.OUTRUN && attempts > 1
                                                ? learn(copy, reason, attempts - 1)
                                                : Uni.createFrom().item(update))
                                : Uni.createFrom().item(update));
        });
    }

    private Uni<KeyUpdate> onlyTheCopy(Certificate copy) {
        return workers.run(() -> certificates.update(Optional.empty(), copy, clock.instant()));
    }

    private static List<EmailAddress> addressesIn(StoreResult<List<EmailAddress>> result) {
        return switch (result) {
            case StoreResult.Done<List<EmailAddress>>(List<EmailAddress> addresses) -> addresses;
            case StoreResult.Unavailable<List<EmailAddress>> _ -> List.of();
        };
    }

    private Uni<Commit> store(KeyUpdate update, Optional<StoredCertificate> stored, Reason reason) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return repository
                .addressesOf(update.certificate().fingerprint())
                .map(Knowledge::addressesIn)
                .chain(addresses -> workers.run(() -> new Learnt(
                                List.of(certificates.change(update, stored, now)),
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                Optional.empty(),
                                consequences.of(update, addresses, reason, now)))
                        .chain(this::commit)
                        .invoke(() -> addresses.forEach(memory::forget)));
    }

    private enum Commit {
        COMMITTED,
        OUTRUN,
        UNAVAILABLE
    }

    private Uni<Commit> commit(Learnt learnt) {
        learnt.events().forEach(event -> memory.expectOwnEvent(event.key(), event.at()));
        return repository.store(learnt, clock.instant()).map(result -> switch (result) {
            case StoreResult.Done<Boolean>(Boolean stood) -> {
                if (stood) {
                    learnt.certificates().forEach(change -> memory.forget(change.fingerprint()));
                    relay.kick();
                }
                yield stood ? Commit.COMMITTED : Commit.OUTRUN;
            }
            case StoreResult.Unavailable<Boolean>(String why, boolean mayReturn) -> {
                if (!mayReturn) {
                    LOG.errorf("What was learnt of a key could not be stored: %s", why);
                }
                yield Commit.UNAVAILABLE;
            }
        });
    }
}
