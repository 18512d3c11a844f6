package org.mailkeep.keydir.domain.served;

import java.time.Instant;
import java.util.Optional;

/** How a domain stands. */
public sealed interface Verification {

    /** Since when it stands so. */
    Instant since();

    /** An own domain: the provider's word is enough. */
    record NotNeeded(Instant since) implements Verification {}

    /**
     * Never proven, or not since its addresses were given up.
     *
     * @param why what the last look at DNS showed
     */
    record Pending(Instant since, Optional<String> why) implements Verification {}

    /**
     * Proven.
     *
     * @param provenAt when the proof was last seen
     * @param doubt why it could not be seen since then
     */
    record Verified(ProofMethod method, Instant since, Instant provenAt, Optional<String> doubt)
            implements Verification {}

    /** Proven before and not any more; it is not served. */
    record Lapsed(Instant since, String why) implements Verification {}

    /** How it stands after one more look at DNS. From lapsed it falls to pending when patience ends. */
    default Verification after(ProofFinding finding, Instant now, Patience patience) {
        return switch (this) {
            case NotNeeded own -> own;
            case Pending pending ->
                switch (finding) {
                    case ProofFinding.Proven proven -> verified(proven, now);
                    case ProofFinding.Missing missing -> new Pending(pending.since(), Optional.of(missing.why()));
                    case ProofFinding.Unknown unknown -> new Pending(pending.since(), Optional.of(unknown.why()));
                };
            case Verified verified ->
                switch (finding) {
                    case ProofFinding.Proven proven ->
                        new Verified(proven.method(), verified.since(), now, Optional.empty());
                    // Whoever leaves must not find us serving for him still, so one certain answer is enough.
                    case ProofFinding.Missing missing -> new Lapsed(now, missing.why());
                    case ProofFinding.Unknown unknown ->
                        now.isBefore(verified.provenAt().plus(patience.whenUnknown()))
                                ? new Verified(
                                        verified.method(),
                                        verified.since(),
                                        verified.provenAt(),
                                        Optional.of(unknown.why()))
                                : new Lapsed(now, unknown.why());
                };
            case Lapsed lapsed ->
                switch (finding) {
                    case ProofFinding.Proven proven when !isOver(lapsed, now, patience) -> verified(proven, now);
                    case ProofFinding.Proven _, ProofFinding.Missing _, ProofFinding.Unknown _ ->
                        isOver(lapsed, now, patience)
                                ? new Pending(now, Optional.of("it was not proven for too long: " + lapsed.why()))
                                : lapsed;
                };
        };
    }

    /** Whether the addresses of the domain are given up with this step: its next owner must not get the old one's keys. */
    static boolean givesUpAddresses(Verification before, Verification after) {
        return before instanceof Lapsed && after instanceof Pending;
    }

    private static Verified verified(ProofFinding.Proven proven, Instant now) {
        return new Verified(proven.method(), now, now, Optional.empty());
    }

    private static boolean isOver(Lapsed lapsed, Instant now, Patience patience) {
        return !now.isBefore(lapsed.since().plus(patience.whenLapsed()));
    }
}
