package org.mailkeep.policy.domain.mtasts;

import java.time.Instant;
import java.util.Optional;

/** What fetching {@code https://mta-sts.<domain>/.well-known/mta-sts.txt} came to (RFC 8461 §3.3). */
public sealed interface PolicyFetch {

    /**
     * The host proved itself and served a valid policy.
     *
     * @param certificateEnds when the certificate that it proved itself with expires, where that is known
     */
    record Served(StsPolicy policy, Optional<Instant> certificateEnds) implements PolicyFetch {

        public Served(StsPolicy policy) {
            this(policy, Optional.empty());
        }
    }

    /**
     * There is no policy to be had: whoever holds an unexpired one keeps it, and nobody asks again for five minutes.
     *
     * @param type what a TLS report would call it
     * @param why a sentence for people, without text from the peer
     */
    record Failed(StsFailureType type, String why) implements PolicyFetch {}
}
