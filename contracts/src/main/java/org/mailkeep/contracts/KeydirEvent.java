package org.mailkeep.contracts;

import java.time.Instant;

/**
 * What travels on {@value #TOPIC}: what a Web Key Directory serves is not what it was. What it serves now is asked of the
 * directory, so an event that comes twice or late does no harm.
 *
 * <p>Events about an address have it as their key, those about a domain the domain; of one key they come in order.
 */
public sealed interface KeydirEvent {

    String TOPIC = "mailkeep.keydir";

    DomainName domain();

    /** A word that says why, for example {@code uploaded}, {@code revoked} or {@code superseded}. */
    String reason();

    Instant at();

    /** The CloudEvents type. */
    String type();

    /** The Kafka key. */
    String key();

    /** What concerns one address. */
    sealed interface OfAddress extends KeydirEvent {

        EmailAddress address();

        /** Under which the directory keeps the keys of the address in its domain: 32 characters of z-base-32. */
        String hash();

        @Override
        default String key() {
            return address().toString();
        }
    }

    /** What concerns all addresses of a domain. */
    sealed interface OfDomain extends KeydirEvent {

        @Override
        default String key() {
            return domain().value();
        }
    }

    /** A key is served for an address from now on, or is served changed. Its owner may have revoked it: see the reason. */
    record KeyPublished(
            EmailAddress address, DomainName domain, String hash, Fingerprint fingerprint, String reason, Instant at)
            implements OfAddress {
        public static final String TYPE = "key.published";

        @Override
        public String type() {
            return TYPE;
        }
    }

    /** A key is no longer served for an address; others may be. */
    record KeyWithdrawn(
            EmailAddress address, DomainName domain, String hash, Fingerprint fingerprint, String reason, Instant at)
            implements OfAddress {
        public static final String TYPE = "key.withdrawn";

        @Override
        public String type() {
            return TYPE;
        }
    }

    /**
     * A key that is served for an address ends soon, and nothing follows it yet.
     *
     * @param expiresAt when
     * @param days which of the notices this is: 30, 7 or 1 days ahead; each comes once
     */
    record KeyExpiring(
            EmailAddress address,
            DomainName domain,
            String hash,
            Fingerprint fingerprint,
            String reason,
            Instant at,
            Instant expiresAt,
            int days)
            implements OfAddress {
        public static final String TYPE = "key.expiring";

        @Override
        public String type() {
            return TYPE;
        }
    }

    /** The address is not in use any more; nothing is served for it. Nobody else gets it. */
    record AddressRetired(EmailAddress address, DomainName domain, String hash, String reason, Instant at)
            implements OfAddress {
        public static final String TYPE = "address.retired";

        @Override
        public String type() {
            return TYPE;
        }
    }

    /** The directory answers for the domain from now on. */
    record DomainServed(DomainName domain, String reason, Instant at) implements OfDomain {
        public static final String TYPE = "domain.served";

        @Override
        public String type() {
            return TYPE;
        }
    }

    /** The directory does not answer for the domain any more, whatever it holds. */
    record DomainUnserved(DomainName domain, String reason, Instant at) implements OfDomain {
        public static final String TYPE = "domain.unserved";

        @Override
        public String type() {
            return TYPE;
        }
    }
}
