package org.mailkeep.openpgp;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.mailkeep.openpgp.packet.Octets;
import org.mailkeep.openpgp.packet.SignaturePacket;

/**
 * The signatures on a primary key, a user ID or a subkey. All but the approved ones were verified; all lists are in an order
 * that depends on nothing but the signatures, without duplicates.
 *
 * @param revocations by the key itself, the weightiest first
 * @param own self-signatures, bindings and direct-key signatures, newest first
 * @param approvals of others' certifications by the key itself, newest first
 * @param approved certifications by others that an approval names, newest first
 */
record Signatures(
        List<SignaturePacket> revocations,
        List<SignaturePacket> own,
        List<SignaturePacket> approvals,
        List<SignaturePacket> approved) {

    static final Signatures NONE = new Signatures(List.of(), List.of(), List.of(), List.of());

    static final Comparator<SignaturePacket> NEWEST_FIRST = Comparator.comparing(Signatures::created)
            .reversed()
            .thenComparing(SignaturePacket::statement)
            .thenComparingInt(Signatures::size)
            .thenComparing(SignaturePacket::body);

    /**
     * Hard revocations before soft ones, so that no cap can push one out; of hard ones the earliest first, of soft ones the
     * latest, which is the one that a newer self-signature must beat.
     */
    static final Comparator<SignaturePacket> WEIGHTIEST_FIRST = Comparator.comparingInt(SignaturePacket::type)
            .thenComparing(revocation -> !RevocationReason.of(revocation).isHard())
            .thenComparingLong(revocation -> RevocationReason.of(revocation).isHard()
                    ? created(revocation).getEpochSecond()
                    : -created(revocation).getEpochSecond())
            .thenComparing(SignaturePacket::statement)
            .thenComparingInt(Signatures::size)
            .thenComparing(SignaturePacket::body);

    /** Of two packets of one signature the shorter one: whoever adds something to a signature does not get it passed on. */
    private static final BinaryOperator<SignaturePacket> PLAINER =
            BinaryOperator.minBy(Comparator.comparingInt(Signatures::size).thenComparing(SignaturePacket::body));

    static Instant created(SignaturePacket signature) {
        return signature.created().orElseThrow();
    }

    /** Nobody verified what an approval names, so its numbers tell it apart, too. */
    static Octets approvedIdentity(SignaturePacket signature) {
        return signature.withUnhashed(List.of()).body();
    }

    /** The signatures of either, at most so many of each kind. The order of the two makes no difference. */
    Signatures mergedWith(Signatures other, int maximum) {
        return new Signatures(
                union(revocations, other.revocations, SignaturePacket::statement, WEIGHTIEST_FIRST, maximum),
                union(own, other.own, SignaturePacket::statement, NEWEST_FIRST, maximum),
                union(approvals, other.approvals, SignaturePacket::statement, NEWEST_FIRST, maximum),
                union(approved, other.approved, Signatures::approvedIdentity, NEWEST_FIRST, maximum));
    }

    /** Whether the key itself says anything here. */
    boolean isEmpty() {
        return revocations.isEmpty() && own.isEmpty();
    }

    void writeTo(ByteArrayOutputStream out) {
        Stream.of(revocations, own, approvals, approved)
                .flatMap(Collection::stream)
                .forEach(signature -> signature.writeTo(out));
    }

    private static int size(SignaturePacket signature) {
        return signature.body().size();
    }

    /**
     * Each element has a place of its own in the order, and what the order puts first is kept: so capping the union of capped
     * lists gives the same as capping the union of all.
     */
    private static List<SignaturePacket> union(
            List<SignaturePacket> one,
            List<SignaturePacket> other,
            Function<SignaturePacket, Octets> identity,
            Comparator<SignaturePacket> order,
            int maximum) {
        Map<Octets, SignaturePacket> distinct = new TreeMap<>();
        Stream.concat(one.stream(), other.stream())
                .forEach(signature -> distinct.merge(identity.apply(signature), signature, PLAINER));
        return distinct.values().stream().sorted(order).limit(maximum).toList();
    }
}
