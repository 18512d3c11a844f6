package org.mailkeep.policy.domain;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.mailkeep.contracts.dns.Lookup;

/** How long what DNS says of a domain's hosts may be relied on: as long as the answer that ends first. */
public final class RouteLife {

    /** DNS is not asked more often, however short the TTLs. */
    static final Duration MIN = Duration.ofSeconds(10);

    /** Nor less often, however long they are. */
    static final Duration MAX = Duration.ofDays(1);

    /** How long "there are no TLSA records" is believed at most. */
    static final Duration MAX_WITHOUT_TLSA = Duration.ofMinutes(30);

    private RouteLife() {}

    /**
     * The life of what was concluded from {@code answers}.
     *
     * @param failed whether the conclusion is, in part, that something could not be found out
     * @param tlsaFound whether TLSA records were found
     */
    public static Duration of(Collection<? extends Lookup<?>> answers, boolean failed, boolean tlsaFound) {
        if (failed) {
            return TlsPolicy.FAILURE_LIFE;
        }
        Duration max = tlsaFound ? MAX : MAX_WITHOUT_TLSA;
        Duration shortest = answers.stream()
                .map(Lookup::life)
                .flatMap(Optional::stream)
                .min(Duration::compareTo)
                .orElse(MIN);
        if (shortest.compareTo(MIN) < 0) {
            return MIN;
        }
        return shortest.compareTo(max) > 0 ? max : shortest;
    }
}
