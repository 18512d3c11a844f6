package org.mailkeep.contracts;

import java.time.Instant;

/**
 * What travels on {@value #TOPIC}, keyed by the domain: a domain's TLS policy is not what it was.
 *
 * <p>The topic is compacted. Per domain, versions only grow; whoever holds an older version drops it.
 */
public sealed interface TlsPolicyEvent {

    String TOPIC = "mailkeep.tls-policy";

    DomainName domain();

    /** Counts up with every change and purge of this domain, from 1 or later; gaps are normal. */
    long version();

    /** A word that says why, for example {@code id-changed} or {@code operator}. */
    String reason();

    Instant at();

    /** The CloudEvents type. */
    String type();

    /**
     * The domain's policy changed.
     *
     * @param effective {@code dane}, {@code sts}, {@code mixed}, {@code none} or {@code tempfail}
     * @param postfix the reply that a mail server now gets for it
     */
    record Changed(DomainName domain, long version, String reason, Instant at, String effective, String postfix)
            implements TlsPolicyEvent {
        public static final String TYPE = "policy.changed";

        @Override
        public String type() {
            return TYPE;
        }
    }

    /** Whatever is remembered of the domain's policy is to be forgotten; the next question evaluates it anew. */
    record Purged(DomainName domain, long version, String reason, Instant at) implements TlsPolicyEvent {
        public static final String TYPE = "policy.purged";

        @Override
        public String type() {
            return TYPE;
        }
    }
}
