package org.mailkeep.keylookup.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keylookup.config.KeylookupConfig;
import org.mailkeep.keylookup.domain.Finding;
import org.mailkeep.keylookup.domain.LookupFacts;
import org.mailkeep.keylookup.domain.LookupFacts.Result;
import org.mailkeep.keylookup.domain.LookupOrder.Next;
import org.mailkeep.keylookup.store.KeyRepository;
import org.mailkeep.keylookup.store.KnownOfAddress;
import org.mailkeep.platform.context.HeavyWork;
import org.mailkeep.platform.store.StoreResult;

/**
 * Finds the key of an address: in memory, then in the store that the replicas share, then by asking. However many ask for one
 * address at once, peers are asked once.
 */
@ApplicationScoped
public class FindKey {

    /** A peer may want to be left alone for longer, but somebody else may be asked by then. */
    private static final Duration LONGEST_FAILURE = Duration.ofMinutes(15);

    private final AnswerMemory memory;
    private final KeyRepository repository;
    private final Search search;
    private final Knowledge knowledge;
    private final Assembly assembly;
    private final HeavyWork workers;
    private final KeylookupConfig.Cache lives;
    private final LookupStatistics statistics;
    private final Clock clock;
    private final Coalescing<EmailAddress, LookupAnswer> finding = new Coalescing<>();
    private final Coalescing<EmailAddress, LookupAnswer> searching = new Coalescing<>();

    FindKey(
            AnswerMemory memory,
            KeyRepository repository,
            Search search,
            Knowledge knowledge,
            Assembly assembly,
            HeavyWork workers,
            KeylookupConfig config,
            LookupStatistics statistics,
            Clock clock) {
        this.memory = memory;
        this.repository = repository;
        this.search = search;
        this.knowledge = knowledge;
        this.assembly = assembly;
        this.workers = workers;
        this.lives = config.cache();
        this.statistics = statistics;
        this.clock = clock;
    }

    /** The key of the address, as it is known or can be found out. */
    public Uni<LookupAnswer> find(EmailAddress email) {
        Optional<LookupAnswer> remembered = memory.fresh(email);
        if (remembered.isPresent()) {
            statistics.count(LookupStatistics.From.MEMORY, remembered.get().result());
            return Uni.createFrom().item(remembered.get());
        }
        return finding.join(email, () -> fromStore(email));
    }

    /** As {@link #find}, with everybody asked anew. */
    public Uni<LookupAnswer> findAnew(EmailAddress email) {
        return searching.join(email, () -> load(email).chain(loaded -> bySearch(email, loaded)));
    }

    private Uni<LookupAnswer> fromStore(EmailAddress email) {
        return load(email).chain(loaded -> {
            Optional<LookupFacts> fresh = loaded.known
                    .flatMap(KnownOfAddress::lookup)
                    .filter(facts -> loaded.at.isBefore(facts.freshUntil()));
            return loaded.known.isPresent() && fresh.isPresent()
                    ? workers.run(() -> assembly.answer(fresh.get(), loaded.known.get())
                                    .later())
                            .invoke(answer -> {
                                statistics.count(LookupStatistics.From.STORE, answer.result());
                                memory.remember(answer, loaded.at);
                            })
                    : searching.join(email, () -> bySearch(email, loaded));
        });
    }

    private Uni<LookupAnswer> bySearch(EmailAddress email, Loaded loaded) {
        return search.run(email).chain(outcome -> {
            LookupFacts facts = facts(email, outcome);
            Optional<Finding> found =
                    outcome.end() instanceof Next.Found end ? Optional.of(end.finding()) : Optional.empty();
            // Somebody may have decided on the pin meanwhile.
            return memory.isForgottenSince(email, loaded.at)
                    ? load(email).chain(again -> conclude(facts, found, again))
                    : conclude(facts, found, loaded);
        });
    }

    /**
     * What is known of an address.
     *
     * @param known empty while the store is away
     */
    private record Loaded(Optional<KnownOfAddress> known, Instant at) {}

    private Uni<Loaded> load(EmailAddress email) {
        Instant begun = clock.instant();
        return repository.load(email, List.of()).map(result -> new Loaded(known(result), begun));
    }

    private Uni<LookupAnswer> conclude(LookupFacts facts, Optional<Finding> found, Loaded loaded) {
        Uni<Optional<KnownOfAddress>> known = facts.result() == Result.TEMP_FAIL
                ? Uni.createFrom().item(loaded.known)
                : knowledge.learn(facts, found, loaded.known);
        return known.chain(now -> workers.run(() -> now.map(stored -> assembly.answer(facts, stored))
                        .orElseGet(() -> assembly.answerAlone(facts, found, memory.last(facts.email())))))
                .invoke(answer -> {
                    statistics.count(LookupStatistics.From.PEERS, answer.result());
                    memory.remember(answer, loaded.at);
                });
    }

    private static Optional<KnownOfAddress> known(StoreResult<KnownOfAddress> result) {
        return switch (result) {
            case StoreResult.Done<KnownOfAddress>(KnownOfAddress known) -> Optional.of(known);
            case StoreResult.Unavailable<KnownOfAddress> _ -> Optional.empty();
        };
    }

    private LookupFacts facts(EmailAddress email, Search.Outcome outcome) {
        // PostgreSQL keeps no more.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return switch (outcome.end()) {
            case Next.Found(var source, Finding found) ->
                new LookupFacts(
                        email,
                        Result.FOUND,
                        Optional.of(source),
                        Optional.of(found.certificate().fingerprint()),
                        Optional.empty(),
                        outcome.trace(),
                        now,
                        now.plus(lives.positive()));
            case Next.NotFound _ ->
                nothing(email, Result.NOT_FOUND, Optional.empty(), outcome, now, now.plus(lives.negative()));
            case Next.TempFail(String why, Optional<Instant> retryAt) ->
                nothing(email, Result.TEMP_FAIL, Optional.of(why), outcome, now, failureEnd(now, retryAt));
            case Next.Ask _ -> throw new IllegalStateException("a search ends with a result");
        };
    }

    private Instant failureEnd(Instant now, Optional<Instant> retryAt) {
        Instant usual = now.plus(lives.failure());
        Instant latest = now.plus(LONGEST_FAILURE);
        return retryAt.filter(usual::isBefore)
                .map(wanted -> wanted.isBefore(latest) ? wanted : latest)
                .orElse(usual);
    }

    private static LookupFacts nothing(
            EmailAddress email,
            Result result,
            Optional<String> why,
            Search.Outcome outcome,
            Instant now,
            Instant freshUntil) {
        return new LookupFacts(
                email, result, Optional.empty(), Optional.empty(), why, outcome.trace(), now, freshUntil);
    }
}
