package org.mailkeep.openpgp.packet;

/** Reads fields from bytes one after the other; running out of bytes is a fault of the bytes. */
final class OctetReader {

    private final Octets octets;
    private int position;

    OctetReader(Octets octets) {
        this.octets = octets;
    }

    int remaining() {
        return octets.size() - position;
    }

    /** A big-endian number of one to four octets. */
    long number(int size) throws MalformedPacketException {
        require(size);
        long number = 0;
        for (int i = 0; i < size; i++) {
            number = number << Byte.SIZE | octets.at(position++);
        }
        return number;
    }

    Octets octets(long size) throws MalformedPacketException {
        require(size);
        Octets read = octets.slice(position, position + (int) size);
        position += (int) size;
        return read;
    }

    Octets rest() {
        Octets rest = octets.slice(position, octets.size());
        position = octets.size();
        return rest;
    }

    private void require(long size) throws MalformedPacketException {
        if (size > remaining()) {
            throw new MalformedPacketException("a field is longer than what holds it");
        }
    }
}
