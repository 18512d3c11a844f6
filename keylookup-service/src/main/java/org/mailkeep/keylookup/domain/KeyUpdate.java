package org.mailkeep.keylookup.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.openpgp.AcceptancePolicy;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.openpgp.CertificateLimits;
import org.mailkeep.openpgp.Judgement;
import org.mailkeep.openpgp.Merging;
import org.mailkeep.openpgp.Standing;
import org.mailkeep.openpgp.UserId;

/**
 * What a copy of a certificate added to what was known. What a copy lacks is no news: keyservers leave out user IDs whose
 * address nobody verified, and an old copy does not take back a revocation.
 *
 * @param certificate all that is known now
 * @param changes what is new; empty when the copy said nothing new
 * @param nowRevoked the revocation, when the key was not revoked before
 */
public record KeyUpdate(Certificate certificate, List<Change> changes, Optional<Standing.Revoked> nowRevoked) {

    /** Something that a copy added. */
    public enum Change {
        NEW_KEY("new-key"),
        REVOKED("revoked"),
        EXPIRY("expiry"),
        SUBKEYS("subkeys"),
        USER_IDS("user-ids"),
        /** Newer signatures that change nothing of the above. */
        SIGNATURES("signatures");

        private final String word;

        Change(String word) {
            this.word = word;
        }

        /** As clients see it. */
        public String word() {
            return word;
        }
    }

    public KeyUpdate {
        changes = List.copyOf(changes);
    }

    /** Whether there is anything to store. */
    public boolean isNews() {
        return !changes.isEmpty();
    }

    /**
     * Joins a copy to what is known.
     *
     * @param known of the same key
     */
    public static KeyUpdate of(
            Optional<Certificate> known,
            Certificate copy,
            Instant now,
            AcceptancePolicy policy,
            CertificateLimits limits) {
        if (known.isEmpty()) {
            return new KeyUpdate(copy, List.of(Change.NEW_KEY), revocation(copy.judge(now, policy)));
        }
        return switch (known.get().merge(copy, limits)) {
            case Merging.Merged(Certificate merged, boolean changed) ->
                changed
                        ? compare(known.get(), merged, now, policy)
                        : new KeyUpdate(known.get(), List.of(), Optional.empty());
            case Merging.DifferentKeys _ -> throw new IllegalArgumentException("the copies are of different keys");
        };
    }

    private static KeyUpdate compare(Certificate before, Certificate after, Instant now, AcceptancePolicy policy) {
        Judgement old = before.judge(now, policy);
        Judgement current = after.judge(now, policy);
        Optional<Standing.Revoked> nowRevoked = revocation(old).isPresent() ? Optional.empty() : revocation(current);
        List<Change> changes = new ArrayList<>();
        if (nowRevoked.isPresent()) {
            changes.add(Change.REVOKED);
        }
        if (!expiry(old).equals(expiry(current))) {
            changes.add(Change.EXPIRY);
        }
        if (!subkeys(old).equals(subkeys(current))) {
            changes.add(Change.SUBKEYS);
        }
        Set<UserId> newUserIds = new HashSet<>(after.userIds());
        newUserIds.removeAll(before.userIds());
        if (!newUserIds.isEmpty()) {
            changes.add(Change.USER_IDS);
        }
        if (changes.isEmpty()) {
            changes.add(Change.SIGNATURES);
        }
        return new KeyUpdate(after, changes, nowRevoked);
    }

    private static Optional<Standing.Revoked> revocation(Judgement judgement) {
        return judgement.primary().standing() instanceof Standing.Revoked revoked
                ? Optional.of(revoked)
                : Optional.empty();
    }

    /** When the key ends or ended; empty for one that does not end, or that is not judged by its end. */
    private static Optional<Instant> expiry(Judgement judgement) {
        return switch (judgement.primary().standing()) {
            case Standing.Valid(var expiresAt) -> expiresAt;
            case Standing.Expired(var since) -> Optional.of(since);
            case Standing.Revoked _, Standing.NotYetValid _, Standing.Unacceptable _ -> Optional.empty();
        };
    }

    private static Set<Fingerprint> subkeys(Judgement judgement) {
        Set<Fingerprint> valid = new HashSet<>();
        judgement.subkeys().stream()
                .filter(subkey -> subkey.standing().isValid())
                .forEach(subkey -> valid.add(subkey.fingerprint()));
        return valid;
    }
}
