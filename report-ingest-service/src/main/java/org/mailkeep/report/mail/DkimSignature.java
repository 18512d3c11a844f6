package org.mailkeep.report.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.jdkim.tagvalue.SignatureRecordImpl;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;

/** A {@code DKIM-Signature} (RFC 6376 §3.5), held against the time of receipt instead of the computer's clock. */
final class DkimSignature extends SignatureRecordImpl {

    /** Clocks go wrong (RFC 6376 §3.5, t=). */
    private static final Duration DRIFT = Duration.ofMinutes(5);

    /**
     * Reads the value of a field.
     *
     * @throws IllegalStateException where it is none
     */
    DkimSignature(String value) {
        super(value);
    }

    /** The library holds {@code x=} against the clock: it does not see it, {@link #objection} does. */
    @Override
    @SuppressWarnings("NullAway") // absent tags are null in the library
    protected @Nullable CharSequence getValue(String tag) {
        return tag.equals("x") ? null : super.getValue(tag);
    }

    /** {@code rsa} or {@code ed25519}. */
    String keyType() {
        return getHashKeyType().toString().toLowerCase(Locale.ROOT);
    }

    /** The signing domain. */
    Optional<DomainName> domain() {
        return DomainName.parse(getDToken().toString());
    }

    /** Where the key is (RFC 6376 §3.6.2.1). */
    Optional<DomainName> keyName() {
        return DomainName.parse(getSelector() + "._domainkey." + getDToken());
    }

    /** Why the signature does not count, whatever its key; empty where nothing is wrong so far. */
    Optional<String> objection(Instant receivedAt) {
        // RFC 8460 §3 forbids l=: what follows the signed octets could be anything. RFC 8301 §3.1 forbids SHA-1.
        if (getBodyHashLimit() != -1) {
            return Optional.of("the signature does not cover all of the mail (l=)");
        }
        if (!getHashMethod().toString().equalsIgnoreCase("sha256")) {
            return Optional.of("the signature is made with another hash than SHA-256");
        }
        if (!keyType().equals("rsa") && !keyType().equals("ed25519")) {
            return Optional.of("the signature is made with an unknown algorithm");
        }
        if (getRecordLookupMethods().stream()
                .noneMatch(method -> method.toString().equals("dns/txt"))) {
            return Optional.of("the key of the signature is not in DNS");
        }
        Long made = getSignatureTimestamp();
        if (made != null && made > receivedAt.plus(DRIFT).getEpochSecond()) {
            return Optional.of("the signature was made in the future");
        }
        CharSequence expires = super.getValue("x");
        if (expires != null && Long.parseLong(expires.toString()) < receivedAt.getEpochSecond()) {
            return Optional.of("the signature had expired");
        }
        return Optional.empty();
    }
}
