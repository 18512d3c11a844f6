package org.mailkeep.policy.domain.mtasts;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.policy.domain.mtasts.StsState.Active;
import org.mailkeep.policy.domain.mtasts.StsState.FailedFetch;
import org.mailkeep.policy.domain.mtasts.StsState.Off;
import org.mailkeep.policy.domain.mtasts.StsState.Unavailable;

/**
 * How what we know of a domain's MTA-STS changes with what DNS and the policy host say (RFC 8461 §3.3).
 *
 * <p>The rule behind every branch: only a newer policy, or its own max_age, ends the life of a known one. A missing
 * record, a failed look-up and a failed fetch do not.
 */
public final class StsUpdate {

    /** DNS is asked at most this often, however short the record's TTL. */
    static final Duration MIN_CHECK = Duration.ofSeconds(60);

    /** DNS is asked at least this often while the domain is in use. */
    static final Duration MAX_CHECK = Duration.ofHours(1);

    /** How long "there is no record" is believed at most (the cap of negative answers). */
    static final Duration MAX_NEGATIVE = Duration.ofMinutes(30);

    /** What is to be done after the TXT look-up. */
    public sealed interface Step {}

    /** Nothing is to be fetched. */
    public record Settled(StsState state) implements Step {}

    /**
     * The policy is to be fetched; {@link #afterFetch} takes what that comes to.
     *
     * @param id the id that DNS announces
     * @param nextCheck when DNS is to be asked again
     */
    public record FetchPolicy(String id, Instant nextCheck) implements Step {}

    private StsUpdate() {}

    /** Weighs the answer for {@code _mta-sts.<domain>} TXT; {@code previous} is what was known before, if anything. */
    public static Step afterTxt(Optional<StsState> previous, Lookup<String> txt, Instant now) {
        return switch (txt) {
            case Lookup.Secure<String> found -> afterRecords(previous, StsRecord.of(found.records()), found.ttl(), now);
            case Lookup.Insecure<String> found ->
                afterRecords(previous, StsRecord.of(found.records()), found.ttl(), now);
            case Lookup.NoData<String> none -> withoutRecord(previous, "no _mta-sts record", none.ttl(), now);
            case Lookup.NxDomain<String> none -> withoutRecord(previous, "no _mta-sts record", none.ttl(), now);
            case Lookup.Bogus<String> _ ->
                withoutRecord(previous, "the _mta-sts record fails DNSSEC validation", MIN_CHECK, now);
            case Lookup.TempFail<String> _ ->
                withoutRecord(previous, "the _mta-sts record could not be looked up", MIN_CHECK, now);
        };
    }

    /** Weighs what the fetch came to that {@link #afterTxt} asked for. */
    public static StsState afterFetch(Optional<StsState> previous, FetchPolicy asked, PolicyFetch fetch, Instant now) {
        return switch (fetch) {
            case PolicyFetch.Served served -> {
                Active fetched = new Active(served.policy(), asked.id(), now, Optional.empty(), asked.nextCheck());
                yield checkedBeforeRefresh(fetched, asked.nextCheck(), now);
            }
            case PolicyFetch.Failed failed ->
                despite(FailedFetch.at(now, asked.id(), failed), previous, asked.nextCheck(), now);
        };
    }

    private static Step afterRecords(Optional<StsState> previous, StsRecord record, Duration ttl, Instant now) {
        return switch (record) {
            case StsRecord.Announced(String id) -> announced(previous, id, nextCheck(ttl, MAX_CHECK, now), now);
            case StsRecord.Absent() -> withoutRecord(previous, "no _mta-sts record", ttl, now);
            case StsRecord.Invalid(String why) -> withoutRecord(previous, why, ttl, now);
        };
    }

    private static Step announced(Optional<StsState> previous, String id, Instant nextCheck, Instant now) {
        Optional<FailedFetch> backOff = lastFailure(previous).filter(failure -> failure.forbids(id, now));
        if (backOff.isPresent()) {
            return new Settled(despite(backOff.get(), previous, nextCheck, now));
        }
        return live(previous, now)
                .filter(active -> active.id().equals(id) && now.isBefore(active.refreshAt()))
                .<Step>map(active -> new Settled(checkedBeforeRefresh(active, nextCheck, now)))
                .orElseGet(() -> new FetchPolicy(id, nextCheck));
    }

    private static Step withoutRecord(Optional<StsState> previous, String why, Duration ttl, Instant now) {
        Instant nextCheck = nextCheck(ttl, MAX_NEGATIVE, now);
        return new Settled(live(previous, now)
                .<StsState>map(active -> withNextCheck(active, nextCheck))
                // A record that comes and goes must not bring the next fetch forward.
                .or(() -> lastFailure(previous)
                        .filter(failure -> now.isBefore(failure.retryAt()))
                        .map(failure -> new Unavailable(failure, nextCheck)))
                .orElseGet(() -> new Off(why, nextCheck)));
    }

    /** What is left after a failed fetch: the known policy while it lives. */
    private static StsState despite(FailedFetch failure, Optional<StsState> previous, Instant check, Instant now) {
        Instant nextCheck = earlier(check, failure.retryAt());
        return live(previous, now)
                .<StsState>map(active ->
                        new Active(active.policy(), active.id(), active.fetchedAt(), Optional.of(failure), nextCheck))
                .orElseGet(() -> new Unavailable(failure, nextCheck));
    }

    /** A policy that lives for less than two hours would otherwise expire before anybody looks. */
    private static Active checkedBeforeRefresh(Active active, Instant check, Instant now) {
        return withNextCheck(active, earlier(check, later(active.refreshAt(), now.plus(MIN_CHECK))));
    }

    private static Active withNextCheck(Active active, Instant nextCheck) {
        return new Active(active.policy(), active.id(), active.fetchedAt(), active.lastFailure(), nextCheck);
    }

    private static Optional<Active> live(Optional<StsState> previous, Instant now) {
        return previous.flatMap(state -> state.live(now));
    }

    private static Optional<FailedFetch> lastFailure(Optional<StsState> previous) {
        return previous.flatMap(state -> switch (state) {
            case Active active -> active.lastFailure();
            case Unavailable unavailable -> Optional.of(unavailable.failure());
            case Off _ -> Optional.empty();
        });
    }

    private static Instant nextCheck(Duration ttl, Duration max, Instant now) {
        if (ttl.compareTo(MIN_CHECK) < 0) {
            return now.plus(MIN_CHECK);
        }
        return now.plus(ttl.compareTo(max) > 0 ? max : ttl);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
