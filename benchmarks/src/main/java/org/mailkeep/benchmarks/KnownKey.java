package org.mailkeep.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.openpgp.PGPException;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.openpgp.packet.KeyPacket;
import org.mailkeep.openpgp.packet.MalformedPacketException;
import org.mailkeep.openpgp.packet.Octets;
import org.mailkeep.openpgp.packet.Packet;
import org.mailkeep.openpgp.packet.PacketReader;

/**
 * A correspondent's certificate, Ed25519 with Curve25519 and one user ID.
 *
 * @param keys the primary key first
 */
record KnownKey(Octets certificate, List<Fingerprint> keys) {

    private static final String DOMAIN = "known.example";
    private static final int MAX_PACKETS = 10;

    /** Makes keys for the first addresses, no two alike. */
    static List<KnownKey> make(int count) {
        return IntStream.range(0, count)
                .parallel()
                .mapToObj(number -> of(address(number)))
                .toList();
    }

    /** The address that a correspondent of this number has. */
    static String address(int number) {
        return "user" + number + "@" + DOMAIN;
    }

    /** A new key for an address. */
    static KnownKey of(String address) {
        try {
            byte[] certificate = BenchKey.ed25519().certificate("Somebody <" + address + ">");
            var keys = new ArrayList<Fingerprint>();
            for (Packet packet : PacketReader.read(certificate, MAX_PACKETS)) {
                if (packet.tag() == Packet.PUBLIC_KEY || packet.tag() == Packet.PUBLIC_SUBKEY) {
                    keys.add(KeyPacket.read(packet.body()).fingerprint());
                }
            }
            return new KnownKey(Octets.of(certificate), List.copyOf(keys));
        } catch (PGPException | IOException | MalformedPacketException e) {
            throw new IllegalStateException("a key cannot be made", e);
        }
    }

    Fingerprint fingerprint() {
        return keys.getFirst();
    }
}
