package org.mailkeep.keylookup.app;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.config.KeylookupConfig;
import org.mailkeep.keylookup.domain.KeyState;
import org.mailkeep.keylookup.domain.KeyStatus;
import org.mailkeep.keylookup.store.KeyRepository;
import org.mailkeep.keylookup.store.RefreshRepository;
import org.mailkeep.openpgp.AcceptancePolicy;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.platform.schedule.Rounds;
import org.mailkeep.platform.store.StoreResult;

/**
 * Keeps known keys up to date, few at a time: each has its own time, drawn by chance, kept in the store, so that a restart
 * loses nothing and no two replicas do the same. Each second it is left to chance whether one more is asked for, so that the
 * keyserver sees neither a rhythm nor a burst.
 */
@ApplicationScoped
class RefreshInBackground {

    private static final Duration LEASE = Duration.ofMinutes(2);

    /** What is not done by then when the service ends is another one's when the lease is over. */
    private static final Duration END_LIMIT = Duration.ofSeconds(5);

    private static final int SECONDS = 60;
    private static final int CLAIMED_PER_PLACE = 8;

    private static final Logger LOG = Logger.getLogger(RefreshInBackground.class);

    private final RefreshRepository due;
    private final RefreshCertificate refresh;
    private final FindCertificate certificates;
    private final FindKey findKey;
    private final KeyRepository keys;
    private final RefreshTimes times;
    private final KeylookupConfig.Refresh config;
    private final AcceptancePolicy policy;
    private final RandomGenerator random;
    private final Clock clock;
    private final Rounds rounds = new Rounds();

    RefreshInBackground(
            RefreshRepository due,
            RefreshCertificate refresh,
            FindCertificate certificates,
            FindKey findKey,
            KeyRepository keys,
            RefreshTimes times,
            KeylookupConfig config,
            AcceptancePolicy policy,
            RandomGenerator random,
            Clock clock) {
        this.due = due;
        this.refresh = refresh;
        this.certificates = certificates;
        this.findKey = findKey;
        this.keys = keys;
        this.times = times;
        this.config = config.refresh();
        this.policy = policy;
        this.random = random;
        this.clock = clock;
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> tick() {
        int count = share();
        return config.enabled() && count > 0
                ? rounds.next(() -> run(count))
                : Uni.createFrom().voidItem();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (!rounds.end(END_LIMIT)) {
            LOG.info("Certificates that are being refreshed are left to another replica");
        }
    }

    /** Refreshes as many of those that are due, some at once. Few are claimed at a time: a claim ends by itself. */
    Uni<Void> run(int count) {
        int part = Math.min(count, CLAIMED_PER_PLACE * config.atOnce());
        return due.claim(clock.instant(), LEASE, part).chain(result -> switch (result) {
            case StoreResult.Done<List<Fingerprint>>(List<Fingerprint> claimed) ->
                Multi.createFrom()
                        .iterable(claimed)
                        .onItem()
                        .transformToUni(this::refresh)
                        .merge(config.atOnce())
                        .collect()
                        .last()
                        .chain(() -> claimed.size() == part && part < count
                                ? run(count - part)
                                : Uni.createFrom().voidItem());
            case StoreResult.Unavailable<List<Fingerprint>> _ ->
                Uni.createFrom().voidItem();
        });
    }

    /** This second's part of the minute's number; what is left of a division is given out by chance. */
    private int share() {
        int perSecond = config.perMinute() / SECONDS;
        int rest = config.perMinute() % SECONDS;
        return perSecond + (random.nextInt(SECONDS) < rest ? 1 : 0);
    }

    private Uni<Void> refresh(Fingerprint key) {
        return refresh.refresh(key)
                .chain(outcome -> {
                    Instant now = clock.instant();
                    boolean complete = refresh.isComplete(outcome);
                    Instant next = complete ? times.afterRefresh(now) : times.afterFailure(now);
                    return due.done(key, now, next, complete)
                            .chain(() -> outcome.certificate()
                                    .map(certificate -> Uni.createFrom().item(Optional.of(certificate)))
                                    .orElseGet(() -> known(key)));
                })
                .chain(certificate ->
                        certificate.map(this::askDomainsNearExpiry).orElseGet(Uni.createFrom()::voidItem))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("A certificate could not be refreshed: %s", failure.getMessage());
                    return null;
                });
    }

    private Uni<Optional<Certificate>> known(Fingerprint key) {
        return certificates
                .known(key)
                .map(outcome -> outcome instanceof FindCertificate.Outcome.Found found
                        ? Optional.of(found.certificate())
                        : Optional.empty());
    }

    /** A keyserver that shows no user ID cannot show a longer life that GnuPG wrote into one; the domain can. */
    private Uni<Void> askDomainsNearExpiry(Certificate certificate) {
        Instant now = clock.instant();
        KeyState state = KeyState.of(certificate, now, policy);
        boolean near = state.status() != KeyStatus.REVOKED
                && state.expiresAt()
                        .filter(end -> end.isBefore(now.plus(config.nearExpiry())))
                        .isPresent();
        return near ? askDomains(certificate.fingerprint()) : Uni.createFrom().voidItem();
    }

    private Uni<Void> askDomains(Fingerprint key) {
        return keys.addressesOf(key).chain(result -> switch (result) {
            case StoreResult.Done<List<EmailAddress>>(List<EmailAddress> emails) ->
                Multi.createFrom()
                        .iterable(emails)
                        .onItem()
                        .transformToUniAndConcatenate(findKey::findAnew)
                        .collect()
                        .last()
                        .replaceWithVoid();
            case StoreResult.Unavailable<List<EmailAddress>> _ ->
                Uni.createFrom().voidItem();
        });
    }
}
