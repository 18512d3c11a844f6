package org.mailkeep.policy.domain.hosted;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.mailkeep.policy.domain.mtasts.StsPolicy;

/**
 * How far a policy that we serve has come: first every replica serves the text, then the id may be announced (RFC 8461
 * §8.1), so that nobody who follows a new id gets an old text.
 *
 * @param policy what is served
 * @param id announces it, once it is live
 * @param changedAt when the text changed last
 * @param live whether every replica serves the text
 * @param announcedId the id to be published now; empty before anything was live
 * @param leaving whether we are to stop serving the domain
 * @param rememberedUntil senders may hold an earlier policy until then, which must not become a trap for them
 */
public record Publication(
        StsPolicy policy,
        String id,
        Instant changedAt,
        boolean live,
        Optional<String> announcedId,
        boolean leaving,
        Instant rememberedUntil) {

    /** A sender that comes by meanwhile is to forget MTA-STS soon. */
    private static final Duration LEAVING_MAX_AGE = Duration.ofDays(1);

    /** {@code sts-id = 1*32(ALPHA / DIGIT)} (RFC 8461 §3.1). */
    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    /** Where the domain stands, in a word. */
    public enum State {
        /** A new text is on its way to the replicas; the records are still those of before. */
        PUBLISHING,
        /** Every replica serves the text. */
        LIVE,
        /** We stop: a policy of mode none is served until the last sender has forgotten the one before (RFC 8461 §8.3). */
        LEAVING
    }

    /** A domain that is new here. */
    public static Publication begin(StsPolicy policy, long revision, Instant now) {
        return new Publication(policy, newId(revision, now), now, false, Optional.empty(), false, now);
    }

    /** The same policy stays as it is, live or not; another one has to become live first. */
    public Publication change(StsPolicy other, long revision, Instant now) {
        return other.equals(policy) && !leaving ? this : replaced(other, false, revision, now);
    }

    /** Mode none, for as long as senders may remember what was served before. */
    public Publication leave(long revision, Instant now) {
        var none = new StsPolicy(StsPolicy.Mode.NONE, List.of(), LEAVING_MAX_AGE);
        return leaving ? this : replaced(none, true, revision, now);
    }

    /** Every replica serves the text. What was served before was to be had until now. */
    public Publication confirmed(Instant now) {
        return live
                ? this
                : new Publication(
                        policy,
                        id,
                        changedAt,
                        true,
                        Optional.of(id),
                        leaving,
                        rememberedUntil.plus(Duration.between(changedAt, now)));
    }

    /** Whether nothing needs to be served any more. */
    public boolean isOver(Instant now) {
        return leaving && live && now.isAfter(rememberedUntil);
    }

    public State state() {
        if (leaving) {
            return State.LEAVING;
        }
        return live ? State.LIVE : State.PUBLISHING;
    }

    private Publication replaced(StsPolicy other, boolean last, long revision, Instant now) {
        Instant forgotten = now.plus(policy.maxAge());
        return new Publication(
                other,
                newId(revision, now),
                now,
                false,
                announcedId,
                last,
                forgotten.isAfter(rememberedUntil) ? forgotten : rememberedUntil);
    }

    /** The revision keeps two changes within a second apart. */
    private static String newId(long revision, Instant now) {
        return ID.format(now) + "R" + revision;
    }
}
