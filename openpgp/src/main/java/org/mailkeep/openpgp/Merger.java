package org.mailkeep.openpgp;

import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Joins two copies of a certificate packet by packet. Both hold only what was verified when they were read, so there is
 * nothing to verify, and a flood that was kept out at the door stays out.
 */
final class Merger {

    private Merger() {}

    static Merging merge(Certificate one, Certificate other, CertificateLimits limits) {
        if (!one.fingerprint().equals(other.fingerprint())) {
            return new Merging.DifferentKeys();
        }
        int perComponent = limits.signaturesPerComponent();
        Certificate merged = new Certificate(
                one.primary(),
                one.primarySignatures().mergedWith(other.primarySignatures(), perComponent),
                union(
                        one.signedUserIds(),
                        other.signedUserIds(),
                        Comparator.naturalOrder(),
                        limits.userIds(),
                        perComponent),
                union(
                        one.signedSubkeys(),
                        other.signedSubkeys(),
                        Certificate.NEWEST_KEY_FIRST,
                        limits.subkeys(),
                        perComponent));
        return new Merging.Merged(merged, !merged.equals(one));
    }

    /** Which parts are kept depends on the parts alone, never on their signatures: those grow from merge to merge. */
    private static <T> Map<T, Signatures> union(
            Map<T, Signatures> one, Map<T, Signatures> other, Comparator<T> order, int maximum, int perComponent) {
        NavigableMap<T, Signatures> union = new TreeMap<>(order);
        one.forEach((part, signatures) -> union.put(part, signatures.mergedWith(Signatures.NONE, perComponent)));
        other.forEach((part, signatures) ->
                union.put(part, signatures.mergedWith(union.getOrDefault(part, Signatures.NONE), perComponent)));
        while (union.size() > maximum) {
            union.pollLastEntry();
        }
        return union;
    }
}
