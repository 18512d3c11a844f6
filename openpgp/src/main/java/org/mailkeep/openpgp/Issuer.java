package org.mailkeep.openpgp;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.mailkeep.openpgp.packet.KeyPacket;
import org.mailkeep.openpgp.packet.Octets;
import org.mailkeep.openpgp.packet.SignaturePacket;
import org.mailkeep.openpgp.packet.Subpacket;

/** Who a signature says made it (RFC 9580 §5.2.3.12, §5.2.3.35), without believing it. */
final class Issuer {

    private final Octets fingerprint;
    private final Octets keyId;

    /** This key. */
    Issuer(KeyPacket key) {
        this.fingerprint = Octets.join(
                Octets.ofNumber(key.version(), 1), Octets.of(key.fingerprint().octets()));
        this.keyId = key.version() == 4 ? fingerprint.slice(13, 21) : fingerprint.slice(1, 9);
    }

    /**
     * Whether the signature may be by this key: it names it, or nobody. What is covered by the signature counts before what
     * is not; that may have been written by a stranger who wants the signature overlooked.
     */
    boolean mayHaveMade(SignaturePacket signature) {
        return namedIn(signature.hashed())
                .or(() -> namedIn(signature.unhashed()))
                .orElse(true);
    }

    /** Whether the signature names this key, by whatever it names most reliably. */
    boolean isNamedBy(SignaturePacket signature) {
        return namedIn(signature.hashed())
                .or(() -> namedIn(signature.unhashed()))
                .orElse(false);
    }

    /**
     * What a signature by this key has to have in its unhashed area so that every program finds the key: GnuPG looks for the
     * key ID only. A version 6 signature must not have a key ID.
     */
    List<Subpacket> neededBy(SignaturePacket signature) {
        int type = signature.version() == 4 ? Subpacket.ISSUER_KEY_ID : Subpacket.ISSUER_FINGERPRINT;
        return signature.covered(type).isPresent()
                ? List.of()
                : List.of(new Subpacket(type, false, signature.version() == 4 ? keyId : fingerprint));
    }

    /** The subpackets that name an issuer, in an order of their own. */
    static List<Subpacket> namesIn(Collection<Subpacket> subpackets) {
        return subpackets.stream()
                .filter(subpacket -> isName(subpacket))
                .distinct()
                .sorted((one, other) -> one.type() != other.type()
                        ? Integer.compare(one.type(), other.type())
                        : one.body().compareTo(other.body()))
                .toList();
    }

    /** Whether this key is among the issuers named here; empty when none is. */
    private Optional<Boolean> namedIn(List<Subpacket> subpackets) {
        return subpackets.stream()
                .filter(Issuer::isName)
                .map(subpacket ->
                        subpacket.body().equals(fingerprint) || subpacket.body().equals(keyId))
                .reduce(Boolean::logicalOr);
    }

    private static boolean isName(Subpacket subpacket) {
        return switch (subpacket.type()) {
            case Subpacket.ISSUER_KEY_ID -> subpacket.body().size() == 8;
            case Subpacket.ISSUER_FINGERPRINT ->
                subpacket.body().size() == 21 || subpacket.body().size() == 33;
            default -> false;
        };
    }
}
