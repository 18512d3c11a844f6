package org.mailkeep.openpgp;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.openpgp.packet.SignaturePacket;

/** Leaves of a certificate what concerns one address. */
final class Minimiser {

    private Minimiser() {}

    static Minimised minimise(Certificate certificate, EmailAddress address, Instant at, AcceptancePolicy policy) {
        SelfSignatures selfSignatures = new SelfSignatures(certificate.primary(), at, policy);
        Optional<UserId> chosen =
                certificate.judge(at, policy).userIdWith(address).map(Judgement.OfUserId::userId);
        Optional<Signatures> signatures = chosen.map(certificate.signedUserIds()::get);
        Optional<SignaturePacket> selfSignature = signatures.flatMap(all -> selfSignatures
                .newestAlive(all.own())
                .or(() -> selfSignatures.acceptable(all.own()).findFirst()));
        if (chosen.isEmpty() || signatures.isEmpty() || selfSignature.isEmpty()) {
            return new Minimised.NoSuchUserId();
        }
        Signatures kept = keep(selfSignature.get(), signatures.get(), selfSignatures);
        return new Minimised.WithUserId(
                new Certificate(
                        certificate.primary(),
                        certificate.primarySignatures(),
                        Map.of(chosen.get(), kept),
                        certificate.signedSubkeys()),
                chosen.get());
    }

    /** A newer approval replaces an older one, so only what the newest names is still approved (draft-dkg-openpgp-1pa3pc). */
    private static Signatures keep(SignaturePacket selfSignature, Signatures all, SelfSignatures selfSignatures) {
        List<SignaturePacket> approval =
                selfSignatures.newestAlive(all.approvals()).stream().toList();
        List<SignaturePacket> approved = all.approved().stream()
                .filter(certification -> approval.stream().anyMatch(by -> Approvals.names(by, certification)))
                .toList();
        List<SignaturePacket> useful = approved.isEmpty() ? List.of() : approval;
        return new Signatures(all.revocations(), Stream.of(selfSignature).toList(), useful, approved);
    }
}
