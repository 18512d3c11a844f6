package org.mailkeep.keydir.domain.publishing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keydir.domain.publishing.AddressPublication.OfKey;
import org.mailkeep.openpgp.AcceptancePolicy;

/**
 * Chooses what is served for an address.
 *
 * <p>The newest valid key comes first. One that it took the place of stays beside it for the overlap, so that mail which is
 * under way or being written can still be read. A revoked key is served for good and an expired one for a while, since a
 * client that finds nothing goes on with the copy that it has.
 *
 * @param acceptance which algorithms are good enough
 * @param expiredGrace how long an expired key is still shown
 * @param overlap how long an older key stays, from the upload of the newer one on
 * @param maxOctets of one answer; GnuPG takes 256 KiB
 */
public record PublishingRule(AcceptancePolicy acceptance, Duration expiredGrace, Duration overlap, int maxOctets) {

    private static final Comparator<Candidate> ORDER = Comparator.comparingInt(
                    (Candidate candidate) -> switch (candidate.condition()) {
                        case Condition.Valid _ -> 0;
                        case Condition.Expired _ -> 1;
                        case Condition.Revoked _ -> 2;
                        case Condition.Unfit _ -> 3;
                    })
            .thenComparing(Candidate.NEWEST_FIRST);

    /**
     * What is served at this moment, and the verdict on every key.
     *
     * @param hindrance what keeps the account from publishing anything for the address
     * @param keys all keys of the account, each once
     */
    public AddressPublication apply(
            EmailAddress address, Optional<Withholding> hindrance, List<UploadedKey> keys, Instant now) {
        if (hindrance.isPresent()) {
            return new AddressPublication(
                    address,
                    keys.stream().map(key -> withheld(key, hindrance.get())).toList(),
                    Optional.empty());
        }
        List<Candidate> candidates = keys.stream()
                .map(key -> Candidate.of(key, address, now, acceptance))
                .sorted(ORDER)
                .toList();
        List<OfKey> verdicts = new ArrayList<>();
        List<Instant> changes = new ArrayList<>();
        int octets = 0;
        for (Candidate candidate : candidates) {
            Optional<Instant> overlapEnd = overlapEnd(candidate, candidates);
            changes.addAll(changes(candidate, overlapEnd));
            Verdict verdict = verdict(candidate, overlapEnd, now);
            if (verdict instanceof Verdict.Published && octets + candidate.size() > maxOctets) {
                verdict = new Verdict.Withheld(Withholding.TOO_LARGE);
            }
            OfKey ofKey =
                    new OfKey(candidate.fingerprint(), verdict, candidate.minimised(), endsAt(candidate, overlapEnd));
            octets += ofKey.isPublished() ? candidate.size() : 0;
            verdicts.add(ofKey);
        }
        verdicts.sort(Comparator.comparing(ofKey -> !ofKey.isPublished()));
        return new AddressPublication(address, verdicts, earliestAfter(now, verdicts, changes));
    }

    private Verdict verdict(Candidate candidate, Optional<Instant> overlapEnd, Instant now) {
        return switch (candidate.condition()) {
            case Condition.Unfit unfit -> new Verdict.Withheld(unfit.why());
            case Condition.Revoked _ -> new Verdict.Published(Optional.empty(), Set.of(Warning.REVOKED));
            case Condition.Valid valid ->
                shown(
                        candidate,
                        overlapEnd,
                        earliest(overlapEnd, valid.endsAt().map(end -> end.plus(expiredGrace))),
                        now,
                        Optional.empty());
            case Condition.Expired expired -> {
                Instant end = expired.since().plus(expiredGrace);
                yield now.isBefore(end)
                        ? shown(
                                candidate,
                                overlapEnd,
                                earliest(overlapEnd, Optional.of(end)),
                                now,
                                Optional.of(Warning.EXPIRED))
                        : new Verdict.Withheld(Withholding.EXPIRED);
            }
        };
    }

    private static Verdict shown(
            Candidate candidate,
            Optional<Instant> overlapEnd,
            Optional<Instant> until,
            Instant now,
            Optional<Warning> warning) {
        if (overlapEnd.isPresent() && !now.isBefore(overlapEnd.get())) {
            return new Verdict.Withheld(Withholding.SUPERSEDED);
        }
        Set<Warning> warnings = EnumSet.noneOf(Warning.class);
        warning.ifPresent(warnings::add);
        if (overlapEnd.isPresent()) {
            warnings.add(Warning.SUPERSEDED);
        }
        if (!candidate.canEncrypt()) {
            warnings.add(Warning.NO_ENCRYPTION_KEY);
        }
        if (candidate.endsElsewhere()) {
            warnings.add(Warning.EXPIRY_RESTS_ON_OTHER_USER_ID);
        }
        return new Verdict.Published(until, warnings);
    }

    /** From the first upload of a key that took this one's place. */
    private Optional<Instant> overlapEnd(Candidate candidate, List<Candidate> all) {
        return all.stream()
                .filter(other -> other.succeeds(candidate))
                .map(successor -> successor.key().uploadedAt().plus(overlap))
                .min(Instant::compareTo);
    }

    /** Its owner is to be told of the end of a key that nothing follows. */
    private static Optional<Instant> endsAt(Candidate candidate, Optional<Instant> overlapEnd) {
        return candidate.condition() instanceof Condition.Valid valid && overlapEnd.isEmpty()
                ? valid.endsAt()
                : Optional.empty();
    }

    private List<Instant> changes(Candidate candidate, Optional<Instant> overlapEnd) {
        Stream<Instant> own = switch (candidate.condition()) {
            case Condition.Valid valid -> valid.endsAt().stream();
            case Condition.Expired expired -> Stream.of(expired.since().plus(expiredGrace));
            case Condition.Revoked _ -> Stream.empty();
            case Condition.Unfit unfit -> unfit.from().stream();
        };
        return Stream.concat(own, overlapEnd.stream()).toList();
    }

    private static Optional<Instant> earliestAfter(Instant now, List<OfKey> keys, List<Instant> changes) {
        Stream<Instant> notices = keys.stream()
                .filter(OfKey::isPublished)
                .flatMap(key -> key.endsAt().stream())
                .flatMap(end -> ExpiryNotice.next(end, now).stream());
        return Stream.concat(changes.stream(), notices).filter(now::isBefore).min(Instant::compareTo);
    }

    private static Optional<Instant> earliest(Optional<Instant> one, Optional<Instant> other) {
        return Stream.concat(one.stream(), other.stream()).min(Instant::compareTo);
    }

    private static OfKey withheld(UploadedKey key, Withholding why) {
        return new OfKey(
                key.certificate().fingerprint(), new Verdict.Withheld(why), Optional.empty(), Optional.empty());
    }
}
