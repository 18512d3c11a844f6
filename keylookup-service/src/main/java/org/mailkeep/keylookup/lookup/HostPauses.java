package org.mailkeep.keylookup.lookup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;

/** Which hosts are left alone for a while: those that keep failing, and those that asked for it. */
@ApplicationScoped
class HostPauses {

    /** So many failures in a row, and nobody tries for a while. */
    private static final int TOLERATED_FAILURES = 3;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    /** Whoever asks for more is asked again after this (RFC 9110 §10.2.3 sets no limit). */
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(24);

    private static final long MAX_HOSTS = 20_000;

    private final Clock clock;
    private final Cache<DomainName, Trouble> troubles = Caffeine.newBuilder()
            .maximumSize(MAX_HOSTS)
            .expireAfterWrite(LONGEST_RETRY_AFTER)
            .build();

    HostPauses(Clock clock) {
        this.clock = clock;
    }

    private record Trouble(int failures, Instant until) {}

    /** Until when the host is not to be asked; empty when it may be. */
    Optional<Instant> pausedUntil(DomainName host) {
        return Optional.ofNullable(troubles.getIfPresent(host))
                .map(Trouble::until)
                .filter(clock.instant()::isBefore);
    }

    /** The host answered, whatever it said. */
    void answered(DomainName host) {
        troubles.invalidate(host);
    }

    /** The host could not be reached, or broke off. */
    void failed(DomainName host) {
        troubles.asMap().merge(host, new Trouble(1, Instant.MIN), (before, _) -> afterAnother(before));
    }

    /**
     * The host asked for a pause.
     *
     * @return until when it gets one
     */
    Instant askedForPause(DomainName host, Instant until) {
        Instant latest = clock.instant().plus(LONGEST_RETRY_AFTER);
        Instant granted = until.isBefore(latest) ? until : latest;
        troubles.put(host, new Trouble(0, granted));
        return granted;
    }

    private Trouble afterAnother(Trouble before) {
        int failures = before.failures + 1;
        if (failures < TOLERATED_FAILURES) {
            return new Trouble(failures, Instant.MIN);
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - TOLERATED_FAILURES, 5));
        return new Trouble(failures, clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE));
    }
}
