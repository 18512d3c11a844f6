package org.mailkeep.openpgp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mailkeep.openpgp.packet.KeyPacket;
import org.mailkeep.openpgp.packet.MalformedPacketException;
import org.mailkeep.openpgp.packet.Octets;
import org.mailkeep.openpgp.packet.SignaturePacket;
import org.mailkeep.openpgp.packet.Subpacket;

/**
 * Verifies the signatures of one certificate with an effort that is limited for the certificate as a whole.
 *
 * <p>A stranger can add any number of signatures that name the key as their issuer and even have the right first octets of
 * the hash; only verifying tells them from true ones. So that no flood of them hides a revocation, all that claim to be
 * revocations are verified first, and a certificate with more of them than the effort allows is refused as a whole. Other
 * signatures are verified from the newest to the oldest, taking turns between the parts of the certificate; what is left when
 * the effort is spent is older than all that was verified, so leaving it out can make a part invalid, never valid.
 */
final class Verification {

    private static final int MAY_CERTIFY_OR_SIGN = 0x01 | 0x02;

    /** A true signature has one back-signature; a second one may be added by a program that repaired it. */
    private static final int MAX_BACK_SIGNATURES = 2;

    private final SignatureVerifier verifier;
    private final Issuer issuer;
    private final int perList;
    private int effortLeft;
    private int invalid;
    private int unverified;

    Verification(KeyPacket primary, SignatureVerifier verifier, CertificateLimits limits) {
        this.verifier = verifier;
        this.issuer = new Issuer(primary);
        this.perList = limits.signaturesPerComponent();
        this.effortLeft = limits.verificationEffort();
    }

    /** Signatures that turned out not to be by the key. */
    int invalid() {
        return invalid;
    }

    /** Signatures that were left out unverified. */
    int unverified() {
        return unverified;
    }

    /**
     * The true revocations, all of them.
     *
     * @return empty when the effort did not suffice
     */
    Optional<List<SignaturePacket>> revocations(Candidates candidates) {
        List<SignaturePacket> verified = new ArrayList<>();
        Set<Octets> statements = new HashSet<>();
        for (SignaturePacket candidate : candidates.revocations()) {
            if (statements.contains(candidate.statement())) {
                continue;
            }
            if (!spend(verifier.effort())) {
                return Optional.empty();
            }
            if (verifier.verifies(candidate, candidates.data())) {
                statements.add(candidate.statement());
                verified.add(candidate.withUnhashed(issuer.neededBy(candidate)));
            } else {
                invalid++;
            }
        }
        return Optional.of(verified.stream().limit(perList).toList());
    }

    /** The true ones among the self-signatures or approvals, in the order of the queues. */
    void verifyInTurns(Collection<Queue> queues) {
        List<Queue> waiting =
                queues.stream().filter(queue -> !queue.open.isEmpty()).toList();
        while (!waiting.isEmpty()) {
            waiting.forEach(this::verifyNext);
            waiting = waiting.stream().filter(queue -> !queue.open.isEmpty()).toList();
        }
    }

    private void verifyNext(Queue queue) {
        SignaturePacket candidate = queue.open.removeFirst();
        if (queue.statements.contains(candidate.statement())) {
            return;
        }
        if (queue.verified.size() == perList || !spend(verifier.effort())) {
            unverified += 1 + queue.open.size();
            queue.open.clear();
            return;
        }
        Optional<SignaturePacket> proven = verifier.verifies(candidate, queue.candidates.data())
                ? withBackSignature(candidate, queue.candidates)
                : Optional.empty();
        if (proven.isPresent()) {
            queue.statements.add(candidate.statement());
            queue.verified.add(proven.get());
        } else {
            invalid++;
        }
    }

    /**
     * The binding with the proof that the subkey agrees, where that is needed: else anyone could bind another's signing
     * subkey and claim its signatures (RFC 9580 §5.2.1.9, §5.2.3.34). Empty when it is needed and missing.
     */
    private Optional<SignaturePacket> withBackSignature(SignaturePacket signature, Candidates candidates) {
        List<Subpacket> needed = issuer.neededBy(signature);
        boolean mustAgree =
                candidates.subkey().isPresent() && (signature.keyFlags().orElse(0) & MAY_CERTIFY_OR_SIGN) != 0;
        if (!mustAgree) {
            return Optional.of(signature.withUnhashed(needed));
        }
        KeyPacket subkey = candidates.subkey().get();
        if (backSignatureIn(signature.hashed(), subkey, candidates.data()).isPresent()) {
            return Optional.of(signature.withUnhashed(needed));
        }
        return backSignatureIn(signature.unhashed(), subkey, candidates.data())
                .map(backSignature -> signature.withUnhashed(
                        Stream.concat(needed.stream(), Stream.of(backSignature)).toList()));
    }

    /** The first true back-signature, without what its unhashed area may have had besides. */
    private Optional<Subpacket> backSignatureIn(List<Subpacket> subpackets, KeyPacket subkey, SignedData data) {
        Optional<SignatureVerifier> subkeyVerifier = SignatureVerifier.of(subkey);
        Issuer subkeyIssuer = new Issuer(subkey);
        return subpackets.stream()
                .filter(subpacket -> subpacket.type() == Subpacket.EMBEDDED_SIGNATURE)
                .limit(MAX_BACK_SIGNATURES)
                .flatMap(subpacket -> readBackSignature(subpacket).stream())
                .filter(signature -> subkeyVerifier.isPresent()
                        && subkeyVerifier.get().isPlausible(signature, data)
                        && spend(subkeyVerifier.get().effort())
                        && subkeyVerifier.get().verifies(signature, data))
                .map(signature -> signature.withUnhashed(subkeyIssuer.neededBy(signature)))
                .map(signature -> new Subpacket(Subpacket.EMBEDDED_SIGNATURE, false, signature.body()))
                .findFirst();
    }

    private static Optional<SignaturePacket> readBackSignature(Subpacket subpacket) {
        try {
            return Optional.of(SignaturePacket.read(subpacket.body()))
                    .filter(signature -> signature.type() == SignaturePacket.PRIMARY_KEY_BINDING);
        } catch (MalformedPacketException _) {
            return Optional.empty();
        }
    }

    private boolean spend(int effort) {
        if (effort > effortLeft) {
            return false;
        }
        effortLeft -= effort;
        return true;
    }

    /** Signatures of one kind on one part, waiting for their turn. */
    static final class Queue {

        private final Candidates candidates;
        private final Deque<SignaturePacket> open;
        private final Set<Octets> statements = new HashSet<>();
        private final List<SignaturePacket> verified = new ArrayList<>();

        Queue(Candidates candidates, List<SignaturePacket> newestFirst) {
            this.candidates = candidates;
            this.open = new ArrayDeque<>(newestFirst);
        }

        List<SignaturePacket> verified() {
            return List.copyOf(verified);
        }
    }
}
