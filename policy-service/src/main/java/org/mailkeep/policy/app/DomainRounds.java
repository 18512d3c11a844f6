package org.mailkeep.policy.app;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.StoreResult;

/** Goes round the hosted domains without a reason, spread over time; of all replicas, one does each. */
final class DomainRounds {

    /** At each call a few: with one every few seconds thousands an hour, and never a burst. */
    private static final int AT_ONCE = 8;

    private static final Logger LOG = Logger.getLogger(DomainRounds.class);

    private final Claim claim;
    private final Duration interval;
    private final RandomGenerator random;
    private final Clock clock;

    /** Takes domains that are due, so that no other replica does, and says when they are due again. */
    @FunctionalInterface
    interface Claim {
        Uni<StoreResult<List<DomainName>>> take(Instant now, Instant dueAgain, int limit);
    }

    /**
     * Rounds that have not begun.
     *
     * @param interval how long it is about from one round to the next
     */
    DomainRounds(Claim claim, Duration interval, RandomGenerator random, Clock clock) {
        this.claim = claim;
        this.interval = interval;
        this.random = random;
        this.clock = clock;
    }

    /** Does the work for the domains that are due; a failure costs a domain its turn, and no other one's. */
    Uni<Void> goOn(Function<DomainName, Uni<?>> work) {
        Instant now = clock.instant();
        return claim.take(now, now.plus(spread(interval)), AT_ONCE).chain(result -> switch (result) {
            case StoreResult.Unavailable<List<DomainName>> _ -> Uni.createFrom().voidItem();
            case StoreResult.Done<List<DomainName>>(List<DomainName> domains) -> all(domains, work);
        });
    }

    private static Uni<Void> all(List<DomainName> domains, Function<DomainName, Uni<?>> work) {
        return Multi.createFrom()
                .iterable(domains)
                .onItem()
                .transformToUni(domain -> work.apply(domain)
                        .replaceWithVoid()
                        .onFailure()
                        .recoverWithItem(failure -> {
                            LOG.warnf("The turn of %s failed: %s", domain, failure.getMessage());
                            return null;
                        }))
                .merge(AT_ONCE)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Up to a tenth earlier or later, so that domains which began together do not stay together. */
    private Duration spread(Duration usual) {
        long tenth = Math.max(1, usual.toMillis() / 10);
        return usual.plusMillis(random.nextLong(-tenth, tenth));
    }
}
