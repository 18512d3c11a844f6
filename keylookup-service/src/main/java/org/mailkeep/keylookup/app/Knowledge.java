package org.mailkeep.keylookup.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.domain.Finding;
import org.mailkeep.keylookup.domain.KeyUpdate;
import org.mailkeep.keylookup.domain.LookupFacts;
import org.mailkeep.keylookup.events.KeylookupEvents.Reason;
import org.mailkeep.keylookup.lookup.PgpWorkers;
import org.mailkeep.keylookup.store.KeyRepository;
import org.mailkeep.keylookup.store.KnownOfAddress;
import org.mailkeep.keylookup.store.Learnt;
import org.mailkeep.keylookup.store.StoredCertificate;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.platform.events.OutboxRelay;
import org.mailkeep.platform.store.StoreResult;

/**
 * Adds what was found to what is known, all of one lookup in one transaction. What follows is decided on what was loaded
 * before; if another replica was faster, once more on what it left.
 */
@ApplicationScoped
class Knowledge {

    private static final int ATTEMPTS = 5;

    private static final Logger LOG = Logger.getLogger(Knowledge.class);

    private final KeyRepository repository;
    private final Certificates certificates;
    private final PgpWorkers workers;
    private final OutboxRelay relay;
    private final AnswerMemory memory;
    private final Consequences consequences;
    private final Clock clock;

    Knowledge(
            KeyRepository repository,
            Certificates certificates,
            PgpWorkers workers,
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

    /** Whether it could be stored. */
    enum Stored {
        STORED,
        /** The store is away, or others kept being faster. */
        NOT_STORED
    }

    /** Takes in a lookup that told something. */
    Uni<Stored> learn(LookupFacts facts, Optional<Finding> finding) {
        return learn(facts, finding, ATTEMPTS);
    }

    /**
     * Takes in a copy of a certificate that was found by its fingerprint or key ID.
     *
     * @return what it added to what was known; what the copy itself says while the store is away
     */
    Uni<KeyUpdate> learn(Certificate copy, Reason reason) {
        return learn(copy, reason, ATTEMPTS);
    }

    private Uni<Stored> learn(LookupFacts facts, Optional<Finding> finding, int attempts) {
        List<Fingerprint> found = finding.stream()
                .flatMap(Consequences::all)
                .map(Certificate::fingerprint)
                .toList();
        return repository.load(facts.email(), found).chain(loaded -> switch (loaded) {
            case StoreResult.Unavailable<KnownOfAddress> _ -> Uni.createFrom().item(Stored.NOT_STORED);
            case StoreResult.Done<KnownOfAddress>(KnownOfAddress known) ->
                workers.run(() -> consequences.of(facts, finding, known))
                        .chain(learnt -> commit(learnt))
                        .chain(result -> switch (result) {
                            case COMMITTED -> Uni.createFrom().item(Stored.STORED);
                            case OUTRUN ->
                                attempts > 1
                                        ? learn(facts, finding, attempts - 1)
                                        : Uni.createFrom().item(Stored.NOT_STORED);
                            case UNAVAILABLE -> Uni.createFrom().item(Stored.NOT_STORED);
                        });
        });
    }

    private Uni<KeyUpdate> learn(Certificate copy, Reason reason, int attempts) {
        return repository.byFingerprint(copy.fingerprint()).chain(loaded -> switch (loaded) {
            case StoreResult.Unavailable<Optional<StoredCertificate>> _ -> onlyTheCopy(copy);
            case StoreResult.Done<Optional<StoredCertificate>>(Optional<StoredCertificate> stored) ->
                repository
                        .addressesOf(copy.fingerprint())
                        .chain(addresses -> workers.run(() -> certificates.update(stored, copy, clock.instant()))
                                .chain(update -> update.isNews()
                                        ? store(update, stored, addressesIn(addresses), reason)
                                                .invoke(() ->
                                                        addressesIn(addresses).forEach(memory::forget))
                                                .chain(result -> result == Commit.OUTRUN && attempts > 1
                                                        ? learn(copy, reason, attempts - 1)
                                                        : Uni.createFrom().item(update))
                                        : Uni.createFrom().item(update)));
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

    private Uni<Commit> store(
            KeyUpdate update, Optional<StoredCertificate> stored, List<EmailAddress> addresses, Reason reason) {
        Instant now = clock.instant();
        return workers.run(() -> new Learnt(
                        List.of(certificates.change(update, stored, now)),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        consequences.of(update, addresses, reason, now)))
                .chain(this::commit);
    }

    private enum Commit {
        COMMITTED,
        OUTRUN,
        UNAVAILABLE
    }

    private Uni<Commit> commit(Learnt learnt) {
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
