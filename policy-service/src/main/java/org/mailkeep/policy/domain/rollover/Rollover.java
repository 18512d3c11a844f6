package org.mailkeep.policy.domain.rollover;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.policy.domain.certificate.PublicKeyInfo;
import org.mailkeep.policy.domain.dane.TlsaRecord;

/**
 * A change of the key of one MX host. Requests and observations go in, the next state or a refusal comes out.
 *
 * @param current the key in use; empty while it is not known
 * @param next the key to come; empty in {@link Step#STEADY}
 * @param since when the step was reached
 * @param seenSince since when both keys' records have been seen without a gap, in {@link Step#WAITING} and later
 * @param ttl the longest TTL that was seen on the TLSA records
 * @param warning what goes wrong at present, in a sentence
 */
public record Rollover(
        DomainName host,
        Step step,
        Optional<PublicKeyInfo> current,
        Optional<PublicKeyInfo> next,
        Instant since,
        Optional<Instant> seenSince,
        Duration ttl,
        Optional<String> warning) {

    /** A resolver's cache shows what is left of a TTL, not all of it: what is less is taken for this. */
    public static final Duration SHORTEST_TTL = Duration.ofMinutes(5);

    private static final String PREMATURE =
            "the host already serves the next key, before its TLSA record was everywhere: switch it back";
    private static final String OLD_KEY_AGAIN = "the host serves the old key again";
    private static final String RECORD_OF_CURRENT_GONE = "the TLSA record of the key in use is gone: publish it again";

    /** A host about which nothing is under way. */
    public static Rollover steady(DomainName host, Optional<PublicKeyInfo> current, Instant now) {
        return new Rollover(
                host, Step.STEADY, current, Optional.empty(), now, Optional.empty(), SHORTEST_TTL, Optional.empty());
    }

    /** Asks to begin a change to {@code key}. */
    public Outcome announce(PublicKeyInfo key, Instant now) {
        if (step != Step.STEADY) {
            return new Outcome.Refused("a change of keys is under way; finish or abort it first");
        }
        if (current.filter(key::equals).isPresent()) {
            return new Outcome.Refused("this is the key in use");
        }
        return new Outcome.Moved(new Rollover(
                host, Step.ANNOUNCED, current, Optional.of(key), now, Optional.empty(), ttl, Optional.empty()));
    }

    /** Asks whether the host may be switched now. */
    public Outcome mayItSwitch(Instant now) {
        return switch (step) {
            case SAFE -> new Outcome.Moved(at(Step.SWITCHING, now));
            case SWITCHING, SWITCHED -> new Outcome.Stayed(this);
            case STEADY -> new Outcome.Refused("no next key is announced");
            case ANNOUNCED -> new Outcome.Refused("the TLSA record of the next key has not been seen");
            case WAITING ->
                new Outcome.Refused("some resolver may still hold an answer without the next key's record, until "
                        + safeAt().map(Instant::toString).orElse("it has been seen"));
        };
    }

    /** Asks whether the old record may be removed now. */
    public Outcome mayOldRecordGo() {
        return step == Step.SWITCHED
                ? new Outcome.Stayed(this)
                : new Outcome.Refused(
                        step == Step.STEADY
                                ? "there is no old record"
                                : "no probe has seen the host with the next key alone");
    }

    /** Asks to give the change up. */
    public Outcome abort(Instant now) {
        return switch (step) {
            case ANNOUNCED, WAITING, SAFE -> new Outcome.Moved(steady(host, current, now));
            case STEADY -> new Outcome.Refused("no change of keys is under way");
            case SWITCHING, SWITCHED ->
                new Outcome.Refused("the host may serve the next key already; its record must stay");
        };
    }

    /** What DNS said of the host's TLSA records. A failure to find out moves nothing. */
    public Outcome seen(Lookup<TlsaRecord> answer, Instant now) {
        return switch (answer) {
            case Lookup.TempFail<TlsaRecord> _, Lookup.Bogus<TlsaRecord> _ -> new Outcome.Stayed(this);
            case Lookup.Insecure<TlsaRecord> _, Lookup.NoData<TlsaRecord> _, Lookup.NxDomain<TlsaRecord> _ ->
                seen(false, false, this, now);
            case Lookup.Secure<TlsaRecord> found -> {
                Rollover known = withTtl(found.ttl());
                boolean holdsNext = next.filter(key -> announces(found, key)).isPresent();
                boolean holdsCurrent =
                        current.filter(key -> !announces(found, key)).isEmpty();
                yield seen(holdsNext, holdsCurrent, known, now);
            }
        };
    }

    /**
     * Which keys the host serves.
     *
     * @param served by its addresses that could be connected to; nothing follows from an empty set
     */
    public Outcome serves(Set<PublicKeyInfo> served, Instant now) {
        if (served.isEmpty()) {
            return new Outcome.Stayed(this);
        }
        boolean onlyNext = next.filter(key -> served.equals(Set.of(key))).isPresent();
        boolean someNext = next.filter(served::contains).isPresent();
        return switch (step) {
            case STEADY ->
                new Outcome.Stayed(
                        served.size() == 1
                                ? steady(host, Optional.of(served.iterator().next()), since)
                                : this);
            case ANNOUNCED, WAITING ->
                new Outcome.Stayed(withWarning(someNext ? Optional.of(PREMATURE) : Optional.empty()));
            case SAFE, SWITCHING -> onlyNext ? new Outcome.Moved(at(Step.SWITCHED, now)) : new Outcome.Stayed(this);
            case SWITCHED ->
                onlyNext
                        ? new Outcome.Stayed(this)
                        : new Outcome.Moved(at(Step.SWITCHING, now).withWarning(Optional.of(OLD_KEY_AGAIN)));
        };
    }

    /** When the switch becomes safe, if both records stay; empty before they were seen. */
    public Optional<Instant> safeAt() {
        return seenSince.map(first -> first.plus(ttl.multipliedBy(2)));
    }

    private static Outcome seen(boolean holdsNext, boolean holdsCurrent, Rollover known, Instant now) {
        return switch (known.step) {
            case STEADY -> new Outcome.Stayed(known);
            case ANNOUNCED ->
                holdsNext && holdsCurrent
                        ? new Outcome.Moved(known.waitingFrom(now))
                        : new Outcome.Stayed(known.missing(holdsNext, holdsCurrent));
            case WAITING -> {
                if (!holdsNext || !holdsCurrent) {
                    yield new Outcome.Moved(known.at(Step.ANNOUNCED, now).missing(holdsNext, holdsCurrent));
                }
                yield known.safeAt().filter(safe -> !now.isBefore(safe)).isPresent()
                        ? new Outcome.Moved(known.at(Step.SAFE, now))
                        : new Outcome.Stayed(known);
            }
            case SAFE ->
                holdsNext && holdsCurrent
                        ? new Outcome.Stayed(known)
                        : new Outcome.Moved(known.at(Step.ANNOUNCED, now).missing(holdsNext, holdsCurrent));
            // Some of the host's addresses serve the old key still, or again.
            case SWITCHING -> new Outcome.Stayed(known.missing(holdsNext, holdsCurrent));
            case SWITCHED ->
                holdsNext && !known.stillHolds(holdsCurrent)
                        ? new Outcome.Moved(steady(known.host, known.next, now))
                        : new Outcome.Stayed(known.missing(holdsNext, true));
        };
    }

    /** Where the old key is not known, its record cannot be told from others, and is taken for gone. */
    private boolean stillHolds(boolean holdsCurrent) {
        return current.isPresent() && holdsCurrent;
    }

    private Rollover missing(boolean holdsNext, boolean holdsCurrent) {
        if (!holdsCurrent) {
            return withWarning(Optional.of(RECORD_OF_CURRENT_GONE));
        }
        return withWarning(
                holdsNext || step == Step.ANNOUNCED
                        ? Optional.empty()
                        : Optional.of("the TLSA record of the next key is gone: publish it again"));
    }

    private Rollover waitingFrom(Instant now) {
        return new Rollover(host, Step.WAITING, current, next, now, Optional.of(now), ttl, Optional.empty());
    }

    /** A step back to {@link Step#ANNOUNCED} forgets what was seen. */
    private Rollover at(Step other, Instant now) {
        Optional<Instant> seen = other == Step.ANNOUNCED ? Optional.empty() : seenSince;
        return new Rollover(host, other, current, next, now, seen, ttl, Optional.empty());
    }

    private Rollover withTtl(Duration seen) {
        return seen.compareTo(ttl) <= 0
                ? this
                : new Rollover(host, step, current, next, since, seenSince, seen, warning);
    }

    private Rollover withWarning(Optional<String> other) {
        return new Rollover(host, step, current, next, since, seenSince, ttl, other);
    }

    /** Only a DANE-EE record of the key itself counts: it is what the change is about. */
    private static boolean announces(Lookup.Secure<TlsaRecord> answer, PublicKeyInfo key) {
        return answer.records().stream().anyMatch(record -> record.usable() && key.isAnnouncedBy(record));
    }
}
