package org.mailkeep.openpgp.packet;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A version 4 or 6 signature (RFC 9580 §5.2.3). Older ones are as good as absent: their hash is MD5 or SHA-1, and they can
 * say neither when a key expires nor what it is for.
 *
 * @param version 4 or 6
 * @param type the signature type ID (§5.2.1)
 * @param keyAlgorithm the public key algorithm ID (§9.1)
 * @param hashAlgorithm the hash algorithm ID (§9.5)
 * @param coveredPart from the version to the end of the hashed area: what the signature says, and what it hashes of itself
 *     (§5.2.4); kept as it came, since a length may be written in more than one way
 * @param hashed what the hashed area holds
 * @param unhashed what the signature does not cover: anyone could have written it
 * @param hashPrefix the first two octets of the hash
 * @param salt what is hashed first; empty in version 4
 * @param material the numbers that the algorithm made
 */
public record SignaturePacket(
        int version,
        int type,
        int keyAlgorithm,
        int hashAlgorithm,
        Octets coveredPart,
        List<Subpacket> hashed,
        List<Subpacket> unhashed,
        Octets hashPrefix,
        Octets salt,
        Octets material) {

    /** Over a document as it is (§5.2.1.1). */
    public static final int BINARY_DOCUMENT = 0x00;

    /** Over a text, whose lines end in CR LF when it is hashed (§5.2.1.2). */
    public static final int TEXT_DOCUMENT = 0x01;

    /** Certifications of a user ID are of this type and the three after it (§5.2.1.4 to §5.2.1.7). */
    public static final int GENERIC_CERTIFICATION = 0x10;

    public static final int POSITIVE_CERTIFICATION = 0x13;

    /** The owner's approval of certifications by others (draft-dkg-openpgp-1pa3pc). */
    public static final int APPROVAL = 0x16;

    public static final int SUBKEY_BINDING = 0x18;

    /** The back-signature by a subkey that can sign. */
    public static final int PRIMARY_KEY_BINDING = 0x19;

    public static final int DIRECT_KEY = 0x1f;
    public static final int KEY_REVOCATION = 0x20;
    public static final int SUBKEY_REVOCATION = 0x28;

    /** Revokes a certification of a user ID, or a direct-key signature. */
    public static final int CERTIFICATION_REVOCATION = 0x30;

    /**
     * Reads the body of a signature packet, or of an embedded signature.
     *
     * @throws MalformedPacketException when it is none, has another version, or carries something critical that is unknown
     *     (RFC 9580 §5.2.5: such a signature is ignored)
     */
    public static SignaturePacket read(Octets body) throws MalformedPacketException {
        OctetReader reader = new OctetReader(body);
        int version = (int) reader.number(1);
        if (version != 4 && version != 6) {
            throw new MalformedPacketException("a signature has a version other than 4 and 6");
        }
        int type = (int) reader.number(1);
        int keyAlgorithm = (int) reader.number(1);
        int hashAlgorithm = (int) reader.number(1);
        int lengthSize = version == 4 ? 2 : 4;
        long hashedSize = reader.number(lengthSize);
        List<Subpacket> hashed = Subpacket.readArea(reader.octets(hashedSize));
        Octets coveredPart = body.slice(0, body.size() - reader.remaining());
        Octets unhashedArea = reader.octets(reader.number(lengthSize));
        Octets hashPrefix = reader.octets(2);
        Octets salt = version == 4 ? Octets.EMPTY : reader.octets(reader.number(1));
        if (hashed.stream().anyMatch(Subpacket::forbidsReliance)) {
            throw new MalformedPacketException("a signature has a critical subpacket that is unknown");
        }
        return new SignaturePacket(
                version,
                type,
                keyAlgorithm,
                hashAlgorithm,
                coveredPart,
                hashed,
                subpacketsOrNone(unhashedArea),
                hashPrefix,
                salt,
                reader.rest());
    }

    /** The body of the packet. */
    public Octets body() {
        Octets unhashedArea = Subpacket.writeArea(unhashed);
        return Octets.join(
                coveredPart,
                Octets.ofNumber(unhashedArea.size(), version == 4 ? 2 : 4),
                unhashedArea,
                hashPrefix,
                version == 4 ? Octets.EMPTY : Octets.ofNumber(salt.size(), 1),
                salt,
                material);
    }

    /** The same signature with other things in the area that it does not cover. */
    public SignaturePacket withUnhashed(List<Subpacket> subpackets) {
        return new SignaturePacket(
                version,
                type,
                keyAlgorithm,
                hashAlgorithm,
                coveredPart,
                hashed,
                List.copyOf(subpackets),
                hashPrefix,
                salt,
                material);
    }

    /**
     * What tells this signature from another by the same key: all that went into its hash. Leaving out the numbers as well
     * as the unhashed area, a stranger cannot make a second signature out of one by rewriting either.
     */
    public Octets statement() {
        return Octets.join(coveredPart, salt);
    }

    /** Whether the signature takes something back (§5.2.1.11 to §5.2.1.13). */
    public boolean isRevocation() {
        return type == KEY_REVOCATION || type == SUBKEY_REVOCATION || type == CERTIFICATION_REVOCATION;
    }

    /** Whether the signature certifies a user ID. */
    public boolean isCertification() {
        return type >= GENERIC_CERTIFICATION && type <= POSITIVE_CERTIFICATION;
    }

    /** When the signature says it was made (§5.2.3.11); one that does not say so is malformed. */
    public Optional<Instant> created() {
        return seconds(Subpacket.SIGNATURE_CREATION_TIME).map(Instant::ofEpochSecond);
    }

    /** Seconds after its creation when the signature expires (§5.2.3.18); empty: never. */
    public Optional<Long> lifetime() {
        return seconds(Subpacket.SIGNATURE_EXPIRATION_TIME).filter(seconds -> seconds > 0);
    }

    /** Whether the signature says when the key expires, be it never (§5.2.3.13). */
    public boolean saysKeyLifetime() {
        return seconds(Subpacket.KEY_EXPIRATION_TIME).isPresent();
    }

    /** Seconds after the key's creation when the key expires (§5.2.3.13); empty: never. */
    public Optional<Long> keyLifetime() {
        return seconds(Subpacket.KEY_EXPIRATION_TIME).filter(seconds -> seconds > 0);
    }

    /** The first octet of the key flags (§5.2.3.29); empty when there are no flags at all. */
    public Optional<Integer> keyFlags() {
        return covered(Subpacket.KEY_FLAGS).map(flags -> flags.size() == 0 ? 0 : flags.at(0));
    }

    /** Whether the signature may leave the keyring of who made it (§5.2.3.19). */
    public boolean isExportable() {
        return covered(Subpacket.EXPORTABLE_CERTIFICATION)
                .map(flag -> flag.size() == 1 && flag.at(0) != 0)
                .orElse(true);
    }

    /** Whether the user ID is marked as the primary one (§5.2.3.27). */
    public boolean marksPrimaryUserId() {
        return covered(Subpacket.PRIMARY_USER_ID)
                .map(flag -> flag.size() == 1 && flag.at(0) != 0)
                .orElse(false);
    }

    /** The code of the reason for revocation (§5.2.3.31); empty when none is given. */
    public Optional<Integer> revocationCode() {
        return covered(Subpacket.REASON_FOR_REVOCATION)
                .filter(reason -> reason.size() > 0)
                .map(reason -> reason.at(0));
    }

    /** The digests of the certifications that the key's owner approves of (draft-dkg-openpgp-1pa3pc). */
    public Set<Octets> attestedDigests(int digestSize) {
        Set<Octets> digests = new HashSet<>();
        for (Subpacket subpacket : hashed) {
            if (subpacket.type() == Subpacket.ATTESTED_CERTIFICATIONS) {
                Octets all = subpacket.body();
                for (int start = 0; start + digestSize <= all.size(); start += digestSize) {
                    digests.add(all.slice(start, start + digestSize));
                }
            }
        }
        return digests;
    }

    /** The last covered subpacket of a type; when there are several, the last one counts (§5.2.4.1). */
    public Optional<Octets> covered(int subpacketType) {
        return hashed.reversed().stream()
                .filter(subpacket -> subpacket.type() == subpacketType)
                .map(Subpacket::body)
                .findFirst();
    }

    /** Appends the signature as a packet. */
    public void writeTo(ByteArrayOutputStream out) {
        new Packet(Packet.SIGNATURE, body()).writeTo(out);
    }

    private Optional<Long> seconds(int subpacketType) {
        return covered(subpacketType)
                .filter(body -> body.size() == Integer.BYTES)
                .map(SignaturePacket::unsigned);
    }

    private static long unsigned(Octets body) {
        long number = 0;
        for (int i = 0; i < body.size(); i++) {
            number = number << Byte.SIZE | body.at(i);
        }
        return number;
    }

    /** A stranger may have damaged the unhashed area; the signature is as good as before (§5.2.3.7). */
    private static List<Subpacket> subpacketsOrNone(Octets area) {
        try {
            return Subpacket.readArea(area);
        } catch (MalformedPacketException _) {
            return List.of();
        }
    }
}
