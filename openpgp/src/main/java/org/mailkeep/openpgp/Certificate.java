package org.mailkeep.openpgp;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.openpgp.packet.Armor;
import org.mailkeep.openpgp.packet.KeyPacket;
import org.mailkeep.openpgp.packet.Octets;
import org.mailkeep.openpgp.packet.Packet;

/**
 * An OpenPGP certificate, a Transferable Public Key (RFC 9580 §10.1), reduced to what its own key vouches for.
 *
 * <p>Every signature in it was verified, except certifications by others that its owner approved of. The parts are in an
 * order that depends on nothing but the parts, so equal certificates have equal bytes, however they came about. Whether any
 * of it is to be relied on is another question: see {@link #judge}.
 */
public final class Certificate {

    /** The subkey that a sender would choose comes first. */
    static final Comparator<KeyPacket> NEWEST_KEY_FIRST =
            Comparator.comparing(KeyPacket::created).reversed().thenComparing(KeyPacket::fingerprint);

    private final KeyPacket primary;
    private final Signatures primarySignatures;
    private final NavigableMap<UserId, Signatures> userIds;
    private final NavigableMap<KeyPacket, Signatures> subkeys;
    private final Octets encoded;

    Certificate(
            KeyPacket primary,
            Signatures primarySignatures,
            Map<UserId, Signatures> userIds,
            Map<KeyPacket, Signatures> subkeys) {
        this.primary = primary;
        this.primarySignatures = primarySignatures;
        this.userIds = Collections.unmodifiableNavigableMap(new TreeMap<>(userIds));
        NavigableMap<KeyPacket, Signatures> ordered = new TreeMap<>(NEWEST_KEY_FIRST);
        ordered.putAll(subkeys);
        this.subkeys = Collections.unmodifiableNavigableMap(ordered);
        this.encoded = encode();
    }

    /** The fingerprint of the primary key. */
    public Fingerprint fingerprint() {
        return primary.fingerprint();
    }

    /** All user IDs that the key vouches for or revoked, whatever they are worth now. */
    public Set<UserId> userIds() {
        return userIds.keySet();
    }

    /** The certificate in binary, as a Web Key Directory serves it. */
    public byte[] toBinary() {
        return encoded.toArray();
    }

    /** The size of the certificate in binary, in octets. */
    public int size() {
        return encoded.size();
    }

    /** The certificate in ASCII armor. */
    public String toArmored() {
        return Armor.writePublicKey(encoded.toArray());
    }

    /** What the certificate is good for at this moment. */
    public Judgement judge(Instant at, AcceptancePolicy policy) {
        return new Judge(this, at, policy).judge();
    }

    /**
     * The certificate with one user ID: for a Web Key Directory, which must not tell one address about the others.
     *
     * <p>Of the user ID its newest valid self-signature is left, its revocations, and the certifications by others that the
     * newest approval names; the primary key and the subkeys keep all their signatures. Nothing is signed anew. In a
     * certificate of version 4, expiry and preferences of the key may rest on the self-signature of another user ID, so judge
     * the result before publishing it.
     *
     * @param address which of the user IDs; when several have it, the one that stands best
     */
    public Minimised minimise(EmailAddress address, Instant at, AcceptancePolicy policy) {
        return Minimiser.minimise(this, address, at, policy);
    }

    /**
     * All that either copy says. The result depends neither on the order of the two nor, among several merges, on which is
     * made first; a copy that lacks something takes nothing away. Nothing is verified again.
     *
     * <p>Beyond the limits, what weighs least is dropped: older self-signatures, weaker revocations, the oldest subkeys, and
     * the last user IDs in byte order. All of these carry signatures of the key, so only its owner can get there.
     */
    public Merging merge(Certificate other, CertificateLimits limits) {
        return Merger.merge(this, other, limits);
    }

    KeyPacket primary() {
        return primary;
    }

    Signatures primarySignatures() {
        return primarySignatures;
    }

    NavigableMap<UserId, Signatures> signedUserIds() {
        return userIds;
    }

    NavigableMap<KeyPacket, Signatures> signedSubkeys() {
        return subkeys;
    }

    /** Equal when the bytes are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Certificate certificate && encoded.equals(certificate.encoded);
    }

    @Override
    public int hashCode() {
        return encoded.hashCode();
    }

    /** Only the fingerprint: user IDs are personal, and strangers write them. */
    @Override
    public String toString() {
        return fingerprint().hex();
    }

    private Octets encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Packet(Packet.PUBLIC_KEY, primary.body()).writeTo(out);
        primarySignatures.writeTo(out);
        userIds.forEach((userId, signatures) -> {
            new Packet(Packet.USER_ID, userId.octets()).writeTo(out);
            signatures.writeTo(out);
        });
        subkeys.forEach((subkey, signatures) -> {
            new Packet(Packet.PUBLIC_SUBKEY, subkey.body()).writeTo(out);
            signatures.writeTo(out);
        });
        return Octets.of(out.toByteArray());
    }
}
