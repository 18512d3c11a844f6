package org.mailkeep.keydir.domain.publishing;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.openpgp.packet.KeyPacket;
import org.mailkeep.openpgp.packet.MalformedPacketException;
import org.mailkeep.openpgp.packet.Octets;
import org.mailkeep.openpgp.packet.Packet;
import org.mailkeep.openpgp.packet.PacketReader;

/** Tells the keys in an answer apart, to say what changed. */
public final class ServedKeys {

    private ServedKeys() {}

    /**
     * The certificates in an answer of our own, by fingerprint, in its order. Nothing is verified: they were when they were
     * put there.
     *
     * @throws IllegalArgumentException when these are not certificates
     */
    public static Map<Fingerprint, Octets> in(Octets body) {
        try {
            Map<Fingerprint, ByteArrayOutputStream> parts = new LinkedHashMap<>();
            ByteArrayOutputStream current = new ByteArrayOutputStream();
            for (Packet packet : PacketReader.read(body.toArray(), Integer.MAX_VALUE)) {
                if (packet.tag() == Packet.PUBLIC_KEY) {
                    current = new ByteArrayOutputStream();
                    parts.put(KeyPacket.read(packet.body()).fingerprint(), current);
                }
                packet.writeTo(current);
            }
            Map<Fingerprint, Octets> keys = new LinkedHashMap<>();
            parts.forEach((fingerprint, octets) -> keys.put(fingerprint, Octets.of(octets.toByteArray())));
            return keys;
        } catch (MalformedPacketException e) {
            throw new IllegalArgumentException("an answer of the directory is no certificate", e);
        }
    }
}
