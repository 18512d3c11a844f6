package org.mailkeep.policy.domain.mtasts;

/** What fetching {@code https://mta-sts.<domain>/.well-known/mta-sts.txt} came to (RFC 8461 §3.3). */
public sealed interface PolicyFetch {

    /** The host proved itself and served a valid policy. */
    record Served(StsPolicy policy) implements PolicyFetch {}

    /**
     * There is no policy to be had: whoever holds an unexpired one keeps it, and nobody asks again for five minutes.
     *
     * @param type what a TLS report would call it
     * @param why a sentence for people, without text from the peer
     */
    record Failed(StsFailureType type, String why) implements PolicyFetch {}
}
