package org.mailkeep.openpgp.packet;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A subpacket of a signature (RFC 9580 §5.2.3.7).
 *
 * @param type the subpacket type ID, 0 to 127
 * @param critical whether who does not understand it must not rely on the signature
 * @param body the subpacket without length and type
 */
public record Subpacket(int type, boolean critical, Octets body) {

    public static final int SIGNATURE_CREATION_TIME = 2;
    public static final int SIGNATURE_EXPIRATION_TIME = 3;
    public static final int EXPORTABLE_CERTIFICATION = 4;
    public static final int KEY_EXPIRATION_TIME = 9;
    public static final int ISSUER_KEY_ID = 16;
    public static final int NOTATION_DATA = 20;
    public static final int PRIMARY_USER_ID = 25;
    public static final int KEY_FLAGS = 27;
    public static final int REASON_FOR_REVOCATION = 29;
    public static final int EMBEDDED_SIGNATURE = 32;
    public static final int ISSUER_FINGERPRINT = 33;
    public static final int ATTESTED_CERTIFICATIONS = 37;

    /** RFC 9580 §5.2.3.7, and 37 of draft-dkg-openpgp-1pa3pc. */
    private static final Set<Integer> KNOWN =
            Set.of(2, 3, 4, 5, 6, 7, 9, 11, 12, 16, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 35, 37, 39);

    private static final int CRITICAL_BIT = 0x80;

    /** The subpackets in an area of a signature. */
    static List<Subpacket> readArea(Octets area) throws MalformedPacketException {
        OctetReader reader = new OctetReader(area);
        List<Subpacket> subpackets = new ArrayList<>();
        while (reader.remaining() > 0) {
            long length = readLength(reader);
            if (length == 0) {
                throw new MalformedPacketException("a subpacket has no type");
            }
            int type = (int) reader.number(1);
            subpackets.add(new Subpacket(type & ~CRITICAL_BIT, (type & CRITICAL_BIT) != 0, reader.octets(length - 1)));
        }
        return List.copyOf(subpackets);
    }

    /** The area that these subpackets make. */
    static Octets writeArea(List<Subpacket> subpackets) {
        ByteArrayOutputStream area = new ByteArrayOutputStream();
        for (Subpacket subpacket : subpackets) {
            Packet.writeLength(subpacket.body.size() + 1, area);
            area.write(subpacket.type | (subpacket.critical ? CRITICAL_BIT : 0));
            subpacket.body.writeTo(area);
        }
        return Octets.of(area.toByteArray());
    }

    /**
     * Whether a signature must be ignored for carrying this (RFC 9580 §5.2.3.7, §5.2.5). Of notations none is known here, so
     * a critical one counts as not understood (§5.2.3.24).
     */
    boolean forbidsReliance() {
        return critical && (type == NOTATION_DATA || !KNOWN.contains(type));
    }

    private static long readLength(OctetReader reader) throws MalformedPacketException {
        int first = (int) reader.number(1);
        if (first < 192) {
            return first;
        }
        return first < 255 ? ((first - 192L) << 8) + reader.number(1) + 192 : reader.number(4);
    }
}
