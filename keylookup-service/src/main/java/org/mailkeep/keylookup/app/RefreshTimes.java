package org.mailkeep.keylookup.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.mailkeep.keylookup.config.KeylookupConfig;

/**
 * When keys are refreshed: at times by chance, each independent of every other, so that a keyserver sees neither a burst nor
 * the keys of one person one after the other.
 */
@ApplicationScoped
class RefreshTimes {

    /** After an attempt that failed. */
    private static final Duration RETRY = Duration.ofHours(2);

    private final Duration interval;
    private final RandomGenerator random;

    RefreshTimes(KeylookupConfig config, RandomGenerator random) {
        this.interval = config.refresh().interval();
        this.random = random;
    }

    /** For a key that was just seen: any time within the interval. */
    Instant afterFirstSight(Instant now) {
        return now.plus(partOf(interval, 0.1 + 0.9 * random.nextDouble()));
    }

    /** For one that was just refreshed: half the interval to one and a half. */
    Instant afterRefresh(Instant now) {
        return now.plus(partOf(interval, 0.5 + random.nextDouble()));
    }

    Instant afterFailure(Instant now) {
        return now.plus(partOf(RETRY, 0.5 + random.nextDouble()));
    }

    private static Duration partOf(Duration whole, double part) {
        return Duration.ofMillis((long) (whole.toMillis() * part));
    }
}
