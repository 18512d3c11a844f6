package org.mailkeep.openpgp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.openpgp.packet.KeyPacket;
import org.mailkeep.openpgp.packet.Octets;
import org.mailkeep.openpgp.packet.SignaturePacket;

/**
 * The signatures found on one part of a certificate, sorted by what they claim to be, before any is verified. What cannot be
 * true is not taken up: that costs a hash, while verifying costs a hundred times more.
 */
final class Candidates {

    /** The part that the signatures are on. */
    enum Part {
        PRIMARY_KEY,
        USER_ID,
        SUBKEY
    }

    private final Part part;
    private final SignedData data;
    private final Optional<KeyPacket> subkey;
    private final Set<Octets> seen = new HashSet<>();
    private final List<SignaturePacket> revocations = new ArrayList<>();
    private final List<SignaturePacket> own = new ArrayList<>();
    private final List<SignaturePacket> approvals = new ArrayList<>();
    private final List<SignaturePacket> foreign = new ArrayList<>();

    private Candidates(Part part, SignedData data, Optional<KeyPacket> subkey) {
        this.part = part;
        this.data = data;
        this.subkey = subkey;
    }

    static Candidates ofPrimary(KeyPacket primary) {
        return new Candidates(Part.PRIMARY_KEY, SignedData.ofKey(primary), Optional.empty());
    }

    static Candidates ofUserId(KeyPacket primary, UserId userId) {
        return new Candidates(Part.USER_ID, SignedData.ofUserId(primary, userId), Optional.empty());
    }

    static Candidates ofSubkey(KeyPacket primary, KeyPacket subkey) {
        return new Candidates(Part.SUBKEY, SignedData.ofSubkey(primary, subkey), Optional.of(subkey));
    }

    SignedData data() {
        return data;
    }

    /** The subkey that the signatures are on, if they are on one. */
    Optional<KeyPacket> subkey() {
        return subkey;
    }

    /** The list that the signature belongs to; empty when it has no business on this part (RFC 9580 §5.2.1, §10.1). */
    Optional<List<SignaturePacket>> listFor(SignaturePacket signature) {
        boolean belongs = switch (part) {
            case PRIMARY_KEY ->
                signature.type() == SignaturePacket.DIRECT_KEY
                        || signature.type() == SignaturePacket.KEY_REVOCATION
                        || signature.type() == SignaturePacket.CERTIFICATION_REVOCATION;
            case USER_ID ->
                signature.isCertification()
                        || signature.type() == SignaturePacket.APPROVAL
                        || signature.type() == SignaturePacket.CERTIFICATION_REVOCATION;
            case SUBKEY ->
                signature.type() == SignaturePacket.SUBKEY_BINDING
                        || signature.type() == SignaturePacket.SUBKEY_REVOCATION;
        };
        if (!belongs) {
            return Optional.empty();
        }
        if (signature.isRevocation()) {
            return Optional.of(revocations);
        }
        return Optional.of(signature.type() == SignaturePacket.APPROVAL ? approvals : own);
    }

    /** Takes up what claims to be by the key itself, once. */
    void add(SignaturePacket signature, List<SignaturePacket> list) {
        if (seen.add(signature.body())) {
            list.add(signature);
        }
    }

    /** Takes up a certification of this user ID by another key; it counts only if the owner approved of it. */
    void addForeign(SignaturePacket signature) {
        if (part == Part.USER_ID && signature.isCertification() && seen.add(signature.body())) {
            foreign.add(signature);
        }
    }

    List<SignaturePacket> revocations() {
        return sorted(revocations, Signatures.WEIGHTIEST_FIRST);
    }

    List<SignaturePacket> own() {
        return sorted(own, Signatures.NEWEST_FIRST);
    }

    List<SignaturePacket> approvals() {
        return sorted(approvals, Signatures.NEWEST_FIRST);
    }

    List<SignaturePacket> foreign() {
        return sorted(foreign, Signatures.NEWEST_FIRST);
    }

    private static List<SignaturePacket> sorted(List<SignaturePacket> list, Comparator<SignaturePacket> order) {
        return list.stream().sorted(order).toList();
    }
}
