package org.mailkeep.openpgp.packet;

import java.util.ArrayList;
import java.util.List;

/** Finds the packets in a sequence of bytes (RFC 9580 §4.2), copying nothing before its length is known to be true. */
public final class PacketReader {

    private static final int PACKET_BIT = 0x80;
    private static final int OPENPGP_FORMAT_BIT = 0x40;

    private final byte[] bytes;
    private int position;

    private PacketReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Whether a secret key packet begins before the first fault, if there is one: so that a damaged secret key is still told
     * from a damaged certificate. Copies nothing.
     */
    public static boolean hasSecretKey(byte[] bytes) {
        PacketReader reader = new PacketReader(bytes);
        try {
            while (reader.position < bytes.length) {
                int header = reader.header();
                if (Packet.isSecret(tagOf(header))) {
                    return true;
                }
                int length = reader.bodyLength(header);
                reader.position += length;
            }
        } catch (MalformedPacketException _) {
            return false;
        }
        return false;
    }

    /**
     * The packets, as many as there are, or the first {@code maximum}.
     *
     * @throws MalformedPacketException when the bytes are no sequence of packets
     */
    public static List<Packet> read(byte[] bytes, int maximum) throws MalformedPacketException {
        PacketReader reader = new PacketReader(bytes);
        List<Packet> packets = new ArrayList<>();
        while (reader.position < bytes.length && packets.size() < maximum) {
            int header = reader.header();
            int length = reader.bodyLength(header);
            int start = reader.position;
            reader.position += length;
            packets.add(new Packet(tagOf(header), Octets.of(bytes, start, reader.position)));
        }
        return packets;
    }

    private static int tagOf(int header) {
        return (header & OPENPGP_FORMAT_BIT) != 0 ? header & 0x3f : (header & 0x3c) >> 2;
    }

    private int header() throws MalformedPacketException {
        int header = octet();
        if ((header & PACKET_BIT) == 0) {
            throw new MalformedPacketException("a packet does not begin with a packet header");
        }
        return header;
    }

    private int bodyLength(int header) throws MalformedPacketException {
        long length = (header & OPENPGP_FORMAT_BIT) != 0 ? openPgpLength() : legacyLength(header & 0x03);
        if (length > bytes.length - position) {
            throw new MalformedPacketException("a packet is longer than what holds it");
        }
        return (int) length;
    }

    /** RFC 9580 §4.2.1. */
    private long openPgpLength() throws MalformedPacketException {
        int first = octet();
        if (first < 192) {
            return first;
        }
        if (first < 224) {
            return ((first - 192L) << 8) + octet() + 192;
        }
        if (first == 255) {
            return number(4);
        }
        // §4.2.1.4: partial lengths are for data packets, and no certificate has one.
        throw new MalformedPacketException("a packet of a certificate has a partial length");
    }

    /** RFC 9580 §4.2.2. */
    private long legacyLength(int lengthType) throws MalformedPacketException {
        return switch (lengthType) {
            case 0 -> octet();
            case 1 -> number(2);
            case 2 -> number(4);
            default -> throw new MalformedPacketException("a packet of a certificate has no length");
        };
    }

    private long number(int size) throws MalformedPacketException {
        long number = 0;
        for (int i = 0; i < size; i++) {
            number = number << Byte.SIZE | octet();
        }
        return number;
    }

    private int octet() throws MalformedPacketException {
        if (position == bytes.length) {
            throw new MalformedPacketException("the last packet is cut off");
        }
        return bytes[position++] & 0xff;
    }
}
