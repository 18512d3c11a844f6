package org.mailkeep.platform.rate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.mailkeep.platform.rate.AskingRate.Decision;

/**
 * Keeps anybody from asking without end, for example for all addresses of a domain: each source may ask so often, on this
 * replica. The table is bounded; who comes with more sources than that has as many addresses and is not to be stopped
 * here.
 */
public final class SourceLimits {

    private static final long MAX_SOURCES = 100_000;

    private final AskingRate rate;
    private final Ticker ticker;
    private final Cache<Source, AtomicLong> sources;

    /**
     * Limits of their own: nobody has asked yet.
     *
     * @param ticker nanoseconds of a clock that never goes back
     */
    public SourceLimits(AskingRate rate, Ticker ticker) {
        this.rate = rate;
        this.ticker = ticker;
        sources = Caffeine.newBuilder()
                .maximumSize(MAX_SOURCES)
                // By then it has rested from whatever it did.
                .expireAfterAccess(Duration.ofSeconds(rate.burst() / rate.perSecond() + 1L))
                .ticker(ticker)
                .build();
    }

    /**
     * Counts a question.
     *
     * @param address of the client, as Quarkus' proxy settings have it
     */
    public Decision ask(String address) {
        AtomicLong rested = sources.get(Source.of(address), _ -> new AtomicLong(rate.unused(ticker.read())));
        while (true) {
            long before = rested.get();
            switch (rate.decide(before, ticker.read())) {
                case Decision.Refused refused -> {
                    return refused;
                }
                case Decision.Allowed allowed -> {
                    if (rested.compareAndSet(before, allowed.rested())) {
                        return allowed;
                    }
                }
            }
        }
    }
}
