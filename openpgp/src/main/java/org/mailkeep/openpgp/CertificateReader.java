package org.mailkeep.openpgp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mailkeep.openpgp.CertificateReading.Refusal;
import org.mailkeep.openpgp.packet.Armor;
import org.mailkeep.openpgp.packet.KeyPacket;
import org.mailkeep.openpgp.packet.MalformedPacketException;
import org.mailkeep.openpgp.packet.Packet;
import org.mailkeep.openpgp.packet.PacketReader;

/**
 * Reads OpenPGP certificates (RFC 9580 §10.1) from bytes that strangers wrote: binary or armored, one or several in a body.
 *
 * <p>All signatures that claim to be by the key itself are verified here, once; what does not verify, and what others added
 * unasked, is left out. So are version 3 signatures, and revocations by a designated revoker, which nobody can verify
 * without that one's certificate (RFC 9580 §5.2.3.23 deprecates them). The work is bounded by the limits, in bytes, packets and verifications. It needs the processor for
 * up to some hundred milliseconds in the worst case: never call it on an event loop.
 *
 * @param limits how much to look at
 */
public record CertificateReader(CertificateLimits limits) {

    /** Reads a body. It is not changed; when it holds a secret key, overwrite it. */
    public KeyringReading read(byte[] body) {
        if (body.length > limits.bodyOctets()) {
            return new KeyringReading.TooLarge("the body");
        }
        if (Armor.isBinary(body)) {
            return readPackets(body);
        }
        try {
            return readArmored(Armor.read(body));
        } catch (MalformedPacketException e) {
            return new KeyringReading.Malformed(reasonOf(e));
        }
    }

    private KeyringReading readArmored(List<Armor.Block> blocks) throws MalformedPacketException {
        List<CertificateReading> readings = new ArrayList<>();
        for (Armor.Block block : blocks) {
            if (block.isSecret()) {
                return new KeyringReading.SecretKey();
            }
            byte[] packets = block.decode();
            KeyringReading reading = readPackets(packets);
            Arrays.fill(packets, (byte) 0);
            if (!(reading instanceof KeyringReading.Certificates certificates)) {
                return reading;
            }
            readings.addAll(certificates.readings());
            if (readings.size() > limits.certificates()) {
                return new KeyringReading.TooLarge("the number of certificates");
            }
        }
        return new KeyringReading.Certificates(List.copyOf(readings));
    }

    private KeyringReading readPackets(byte[] bytes) {
        // Before anything is copied: of a secret key nothing must stay in memory.
        if (PacketReader.hasSecretKey(bytes)) {
            return new KeyringReading.SecretKey();
        }
        try {
            List<Packet> packets = PacketReader.read(bytes, limits.packets() + 1);
            if (packets.size() > limits.packets()) {
                return new KeyringReading.TooLarge("the number of packets");
            }
            List<List<Packet>> certificates = split(packets);
            return certificates.size() > limits.certificates()
                    ? new KeyringReading.TooLarge("the number of certificates")
                    : new KeyringReading.Certificates(
                            certificates.stream().map(this::readCertificate).toList());
        } catch (MalformedPacketException e) {
            return new KeyringReading.Malformed(reasonOf(e));
        }
    }

    private static List<List<Packet>> split(List<Packet> packets) throws MalformedPacketException {
        List<List<Packet>> certificates = new ArrayList<>();
        for (Packet packet : packets) {
            if (packet.tag() == Packet.PUBLIC_KEY) {
                certificates.add(new ArrayList<>());
            } else if (certificates.isEmpty()) {
                if (packet.tag() == Packet.MARKER || packet.tag() == Packet.PADDING) {
                    continue;
                }
                throw new MalformedPacketException("the body does not begin with a public key");
            }
            certificates.getLast().add(packet);
        }
        if (certificates.isEmpty()) {
            throw new MalformedPacketException("the body holds no public key");
        }
        return certificates;
    }

    private CertificateReading readCertificate(List<Packet> packets) {
        long octets = packets.stream().mapToLong(packet -> packet.body().size()).sum();
        Packet first = packets.getFirst();
        if (octets > limits.certificateOctets() || first.body().size() > limits.keyOctets()) {
            return new CertificateReading.Refused(Refusal.TOO_LARGE, Optional.empty());
        }
        if (!KeyPacket.isSupportedVersion(first.body())) {
            return new CertificateReading.Refused(Refusal.UNSUPPORTED_VERSION, Optional.empty());
        }
        try {
            return readCertificate(KeyPacket.read(first.body()), packets.subList(1, packets.size()));
        } catch (MalformedPacketException _) {
            return new CertificateReading.Refused(Refusal.MALFORMED, Optional.empty());
        }
    }

    private CertificateReading readCertificate(KeyPacket primary, List<Packet> rest) {
        Optional<SignatureVerifier> verifier = SignatureVerifier.of(primary);
        if (verifier.isEmpty()) {
            return new CertificateReading.Refused(Refusal.UNSUPPORTED_KEY, Optional.of(primary.fingerprint()));
        }
        CandidateSorter sorter = new CandidateSorter(primary, verifier.get(), limits);
        return sorter.sort(rest)
                .<CertificateReading>map(why -> new CertificateReading.Refused(why, Optional.of(primary.fingerprint())))
                .orElseGet(() -> new CertificateAssembler(primary, verifier.get(), limits).assemble(sorter));
    }

    private static String reasonOf(MalformedPacketException e) {
        return Optional.ofNullable(e.getMessage()).orElse("malformed");
    }
}
