package org.mailkeep.openpgp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.openpgp.CertificateReading.LeftOut;
import org.mailkeep.openpgp.CertificateReading.Refusal;
import org.mailkeep.openpgp.packet.KeyPacket;
import org.mailkeep.openpgp.packet.Octets;
import org.mailkeep.openpgp.packet.SignaturePacket;

/** Makes a certificate of sorted candidates: what the key vouches for stays, all else is left out and counted. */
final class CertificateAssembler {

    private final KeyPacket primary;
    private final CertificateLimits limits;
    private final Verification verification;

    CertificateAssembler(KeyPacket primary, SignatureVerifier verifier, CertificateLimits limits) {
        this.primary = primary;
        this.limits = limits;
        this.verification = new Verification(primary, verifier, limits);
    }

    CertificateReading assemble(CandidateSorter sorted) {
        Map<Candidates, Parts> parts = new LinkedHashMap<>();
        for (Candidates candidates : sorted.all().toList()) {
            Optional<List<SignaturePacket>> revocations = verification.revocations(candidates);
            if (revocations.isEmpty()) {
                return refused(Refusal.FLOODED);
            }
            parts.put(candidates, new Parts(candidates, revocations.get()));
        }
        verification.verifyInTurns(
                parts.values().stream().flatMap(Parts::queues).toList());
        Map<UserId, Signatures> userIds = bound(sorted.userIds(), parts);
        Map<KeyPacket, Signatures> subkeys = bound(sorted.subkeys(), parts);
        if (userIds.size() > limits.userIds() || subkeys.size() > limits.subkeys()) {
            return refused(Refusal.TOO_MANY_COMPONENTS);
        }
        int unbound = sorted.userIds().size() + sorted.subkeys().size() - userIds.size() - subkeys.size();
        int approved = userIds.values().stream()
                .mapToInt(signatures -> signatures.approved().size())
                .sum();
        Signatures onPrimary =
                Optional.ofNullable(parts.get(sorted.primary())).orElseThrow().verified();
        return new CertificateReading.Read(
                new Certificate(primary, onPrimary, userIds, subkeys),
                new LeftOut(
                        sorted.foreign() - approved,
                        sorted.invalid() + verification.invalid(),
                        verification.unverified(),
                        sorted.unreadable() + unbound));
    }

    private CertificateReading.Refused refused(Refusal why) {
        Fingerprint fingerprint = primary.fingerprint();
        return new CertificateReading.Refused(why, Optional.of(fingerprint));
    }

    private <T> Map<T, Signatures> bound(Map<T, Candidates> found, Map<Candidates, Parts> parts) {
        Map<T, Signatures> bound = new LinkedHashMap<>();
        found.forEach((part, candidates) -> {
            Signatures signatures =
                    Optional.ofNullable(parts.get(candidates)).orElseThrow().verified();
            if (!signatures.isEmpty()) {
                bound.put(part, signatures);
            }
        });
        return bound;
    }

    /** What is being verified of one part. */
    private final class Parts {

        private final Candidates candidates;
        private final List<SignaturePacket> revocations;
        private final Verification.Queue own;
        private final Verification.Queue approvals;

        Parts(Candidates candidates, List<SignaturePacket> revocations) {
            this.candidates = candidates;
            this.revocations = revocations;
            this.own = new Verification.Queue(candidates, candidates.own());
            this.approvals = new Verification.Queue(candidates, candidates.approvals());
        }

        Stream<Verification.Queue> queues() {
            return Stream.of(own, approvals);
        }

        Signatures verified() {
            return new Signatures(revocations, own.verified(), approvals.verified(), approved());
        }

        private List<SignaturePacket> approved() {
            if (approvals.verified().isEmpty()) {
                return List.of();
            }
            Map<Octets, SignaturePacket> distinct = new TreeMap<>();
            for (SignaturePacket certification : candidates.foreign()) {
                if (approvals.verified().stream().anyMatch(approval -> Approvals.names(approval, certification))) {
                    distinct.putIfAbsent(Signatures.approvedIdentity(certification), certification);
                }
            }
            List<SignaturePacket> newestFirst = new ArrayList<>(distinct.values());
            newestFirst.sort(Signatures.NEWEST_FIRST);
            return newestFirst.stream().limit(limits.signaturesPerComponent()).toList();
        }
    }
}
