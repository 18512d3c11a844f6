package org.mailkeep.testkit.vks;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.openpgp.UserId;
import org.mailkeep.openpgp.packet.Armor;
import org.mailkeep.openpgp.packet.KeyPacket;
import org.mailkeep.openpgp.packet.MalformedPacketException;
import org.mailkeep.openpgp.packet.Packet;
import org.mailkeep.openpgp.packet.PacketReader;

/** A certificate on a keyserver, and which of its addresses are verified. Nothing in it is judged. */
final class Uploaded {

    private static final int MAX_PACKETS = 1000;

    private final Fingerprint fingerprint;
    private final Set<Fingerprint> keys = new HashSet<>();
    private final List<Packet> beforeUserIds = new ArrayList<>();
    private final Map<Packet, List<Packet>> userIds = new LinkedHashMap<>();
    private final List<Packet> subkeys = new ArrayList<>();
    private final Set<String> verified = new HashSet<>();
    private final Set<String> pending = new HashSet<>();

    private Uploaded(List<Packet> packets) throws MalformedPacketException {
        if (packets.isEmpty() || packets.getFirst().tag() != Packet.PUBLIC_KEY) {
            throw new MalformedPacketException("no certificate");
        }
        fingerprint = KeyPacket.read(packets.getFirst().body()).fingerprint();
        List<Packet> current = beforeUserIds;
        for (Packet packet : packets) {
            if (packet.tag() == Packet.USER_ID) {
                current = userIds.computeIfAbsent(packet, _ -> new ArrayList<>());
            } else if (packet.tag() == Packet.PUBLIC_SUBKEY) {
                current = subkeys;
                current.add(packet);
            } else {
                current.add(packet);
            }
            if (packet.tag() == Packet.PUBLIC_KEY || packet.tag() == Packet.PUBLIC_SUBKEY) {
                keys.add(KeyPacket.read(packet.body()).fingerprint());
            }
        }
    }

    static Uploaded read(byte[] certificate) {
        try {
            return new Uploaded(PacketReader.read(Armor.unwrap(certificate), MAX_PACKETS));
        } catch (MalformedPacketException e) {
            throw new IllegalArgumentException("no certificate", e);
        }
    }

    static Optional<Uploaded> parse(String armored) {
        try {
            return Optional.of(read(armored.getBytes(StandardCharsets.US_ASCII)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    Fingerprint fingerprint() {
        return fingerprint;
    }

    boolean hasKey(String digits) {
        return Fingerprint.parse(digits).filter(keys::contains).isPresent();
    }

    boolean hasKeyId(String digits) {
        return keys.stream().anyMatch(key -> key.keyId().equalsIgnoreCase(digits));
    }

    synchronized boolean isPublishedFor(String address) {
        return verified.contains(KeyServer.folded(address));
    }

    synchronized void verify(String address) {
        verified.add(KeyServer.folded(address));
        pending.remove(KeyServer.folded(address));
    }

    synchronized void requestVerification(String address) {
        if (addresses().contains(KeyServer.folded(address)) && !isPublishedFor(address)) {
            pending.add(KeyServer.folded(address));
        }
    }

    synchronized void confirm(String address) {
        if (pending.contains(KeyServer.folded(address))) {
            verify(address);
        }
    }

    /** The newer copy, with what was verified before. */
    synchronized Uploaded updatedBy(Uploaded newer) {
        verified.forEach(newer::verify);
        return newer;
    }

    /** The words of the VKS interface. */
    synchronized Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        addresses()
                .forEach(address -> states.put(
                        address,
                        verified.contains(address)
                                ? "published"
                                : pending.contains(address) ? "pending" : "unpublished"));
        return states;
    }

    /** Armored, as everybody gets it. */
    synchronized String shown() {
        var out = new ByteArrayOutputStream();
        beforeUserIds.forEach(packet -> packet.writeTo(out));
        userIds.forEach((userId, signatures) -> {
            if (addressOf(userId).filter(verified::contains).isPresent()) {
                userId.writeTo(out);
                signatures.forEach(packet -> packet.writeTo(out));
            }
        });
        subkeys.forEach(packet -> packet.writeTo(out));
        return Armor.writePublicKey(out.toByteArray());
    }

    private Set<String> addresses() {
        Set<String> addresses = new LinkedHashSet<>();
        userIds.keySet().forEach(userId -> addressOf(userId).ifPresent(addresses::add));
        return addresses;
    }

    private static Optional<String> addressOf(Packet userId) {
        return new UserId(userId.body()).address().map(address -> KeyServer.folded(address.toString()));
    }
}
