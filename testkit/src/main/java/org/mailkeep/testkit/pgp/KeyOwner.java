package org.mailkeep.testkit.pgp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bouncycastle.bcpg.BCPGOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PacketFormat;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.AsymmetricCipherKeyPairGenerator;
import org.bouncycastle.crypto.KeyGenerationParameters;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.generators.X25519KeyPairGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;
import org.mailkeep.contracts.Fingerprint;

/**
 * Somebody with a version 4 key of Curve 25519, as GnuPG makes them: a primary key that certifies and signs, and a subkey to
 * encrypt to. What is done to the key adds to the certificate; {@link #certificate} gives it as it is by then.
 */
public final class KeyOwner {

    private final SecureRandom random;
    private final PGPKeyPair primary;
    private final List<String> userIds;
    private final List<PGPKeyPair> subkeys = new ArrayList<>();
    private final ByteArrayOutputStream keySignatures = new ByteArrayOutputStream();
    private final ByteArrayOutputStream foreignSignatures = new ByteArrayOutputStream();
    private Instant certifiedAt;
    private Optional<Duration> lifetime = Optional.empty();

    private KeyOwner(SecureRandom random, Instant created, List<String> userIds) {
        this.random = random;
        this.certifiedAt = created;
        this.userIds = List.copyOf(userIds);
        primary = pair(PublicKeyAlgorithmTags.EDDSA_LEGACY, new Ed25519KeyPairGenerator(), created);
        withNewSubkey(created);
    }

    /**
     * Makes a key.
     *
     * @param userIds for example {@code Alice <alice@example.com>}
     */
    public static KeyOwner create(Instant created, String... userIds) {
        return new KeyOwner(new SecureRandom(), created, Arrays.asList(userIds));
    }

    /** As {@link #create}, the same key for the same seed: everybody can make its secret part. */
    public static KeyOwner reproducible(String seed, Instant created, String... userIds) {
        try {
            SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(seed.getBytes(StandardCharsets.UTF_8));
            return new KeyOwner(random, created, Arrays.asList(userIds));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The fingerprint of the primary key. */
    public Fingerprint fingerprint() {
        return fingerprintOf(primary);
    }

    /** The fingerprints of the subkeys, the oldest first. */
    public List<Fingerprint> subkeyFingerprints() {
        return subkeys.stream().map(KeyOwner::fingerprintOf).toList();
    }

    /** Gives the key an end, counted from its creation, by new self-signatures of that moment. */
    public KeyOwner expiringAfter(Duration fromCreation, Instant said) {
        lifetime = Optional.of(fromCreation);
        certifiedAt = said;
        return this;
    }

    /** Adds one more subkey to encrypt to. */
    public KeyOwner withNewSubkey(Instant at) {
        try {
            subkeys.add(pair(PublicKeyAlgorithmTags.ECDH, new X25519KeyPairGenerator(), at)
                    .asSubkey(new BcKeyFingerprintCalculator()));
        } catch (PGPException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    /**
     * Revokes the key.
     *
     * @param reason the code of RFC 9580 §5.2.3.31: 1 superseded, 2 compromised, 3 retired
     */
    public KeyOwner revoked(Instant at, int reason) {
        put(
                keySignatures,
                signature(
                        PGPSignature.KEY_REVOCATION,
                        at,
                        subpackets -> subpackets.setRevocationReason(false, (byte) reason, "as a test"),
                        generator -> generator.generateCertification(primary.getPublicKey())));
        return this;
    }

    /** Lets somebody else certify the first user ID. */
    public KeyOwner certifiedBy(KeyOwner other, Instant at) {
        put(
                foreignSignatures,
                other.signature(
                        PGPSignature.DEFAULT_CERTIFICATION,
                        at,
                        _ -> {},
                        generator -> generator.generateCertification(userIds.getFirst(), primary.getPublicKey())));
        return this;
    }

    /** The whole certificate, in binary. */
    public byte[] certificate() {
        return certificate(userIds);
    }

    /** As {@link #certificate}, with these user IDs only; none gives what a keyserver shows of unverified addresses. */
    public byte[] certificate(List<String> shown) {
        var packets = withKey();
        for (String userId : shown) {
            putUserId(packets, userId);
            put(packets, certification(userId));
            if (userId.equals(userIds.getFirst())) {
                packets.writeBytes(foreignSignatures.toByteArray());
            }
        }
        putSubkeys(packets);
        return packets.toByteArray();
    }

    /** A certificate with a user ID that the key did not sign. */
    public byte[] certificateWithUnboundUserId(String userId) {
        var packets = withKey();
        putUserId(packets, userId);
        putSubkeys(packets);
        return packets.toByteArray();
    }

    /** The secret key, unprotected. */
    public byte[] secretKey() {
        try {
            return new PGPSecretKey(
                            primary.getPrivateKey(),
                            primary.getPublicKey(),
                            new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
                            true,
                            null)
                    .getEncoded();
        } catch (IOException | PGPException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A detached signature by the primary key over data as it is, in binary. */
    public byte[] sign(byte[] data, Instant at) {
        PGPSignature signature = signature(PGPSignature.BINARY_DOCUMENT, at, _ -> {}, generator -> {
            generator.update(data);
            return generator.generate();
        });
        var packets = new ByteArrayOutputStream();
        put(packets, signature);
        return packets.toByteArray();
    }

    private ByteArrayOutputStream withKey() {
        var packets = new ByteArrayOutputStream();
        putKey(packets, primary.getPublicKey(), false);
        packets.writeBytes(keySignatures.toByteArray());
        put(
                packets,
                signature(
                        PGPSignature.DIRECT_KEY,
                        certifiedAt,
                        this::keyProperties,
                        generator -> generator.generateCertification(primary.getPublicKey())));
        return packets;
    }

    private void putSubkeys(ByteArrayOutputStream packets) {
        for (PGPKeyPair subkey : subkeys) {
            putKey(packets, subkey.getPublicKey(), true);
            put(
                    packets,
                    signature(
                            PGPSignature.SUBKEY_BINDING,
                            subkey.getPublicKey().getCreationTime().toInstant(),
                            subpackets ->
                                    subpackets.setKeyFlags(true, KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE),
                            generator ->
                                    generator.generateCertification(primary.getPublicKey(), subkey.getPublicKey())));
        }
    }

    private PGPSignature certification(String userId) {
        return signature(
                PGPSignature.POSITIVE_CERTIFICATION,
                certifiedAt,
                this::keyProperties,
                generator -> generator.generateCertification(userId, primary.getPublicKey()));
    }

    private void keyProperties(PGPSignatureSubpacketGenerator subpackets) {
        subpackets.setKeyFlags(true, KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA);
        lifetime.ifPresent(duration -> subpackets.setKeyExpirationTime(true, duration.toSeconds()));
    }

    private interface Act {
        PGPSignature with(PGPSignatureGenerator generator) throws PGPException;
    }

    private PGPSignature signature(int type, Instant at, Consumer<PGPSignatureSubpacketGenerator> says, Act act) {
        try {
            PGPPublicKey key = primary.getPublicKey();
            var generator = new PGPSignatureGenerator(
                    new BcPGPContentSignerBuilder(key.getAlgorithm(), HashAlgorithmTags.SHA512), key);
            generator.init(type, primary.getPrivateKey());
            var covered = new PGPSignatureSubpacketGenerator();
            covered.setSignatureCreationTime(true, Date.from(at));
            covered.setIssuerFingerprint(false, key);
            says.accept(covered);
            generator.setHashedSubpackets(covered.generate());
            var uncovered = new PGPSignatureSubpacketGenerator();
            uncovered.setIssuerKeyID(false, key.getKeyID());
            generator.setUnhashedSubpackets(uncovered.generate());
            return act.with(generator);
        } catch (PGPException e) {
            throw new IllegalStateException(e);
        }
    }

    private PGPKeyPair pair(int algorithm, AsymmetricCipherKeyPairGenerator generator, Instant created) {
        generator.init(new KeyGenerationParameters(random, 256));
        AsymmetricCipherKeyPair keys = generator.generateKeyPair();
        try {
            return new BcPGPKeyPair(4, algorithm, keys, Date.from(created));
        } catch (PGPException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Fingerprint fingerprintOf(PGPKeyPair pair) {
        return Fingerprint.of(pair.getPublicKey().getFingerprint());
    }

    private static void put(ByteArrayOutputStream packets, PGPSignature signature) {
        try {
            packets.write(signature.getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void putKey(ByteArrayOutputStream packets, PGPPublicKey key, boolean subkey) {
        var encoded = new ByteArrayOutputStream();
        try {
            key.getPublicKeyPacket().encode(new BCPGOutputStream(encoded, PacketFormat.CURRENT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] packet = encoded.toByteArray();
        // A key pair knows only whether it was made as a subkey; the packet's type says it (RFC 9580 §5.5.1.2).
        packet[0] = (byte) (0xc0 | (subkey ? 14 : 6));
        packets.writeBytes(packet);
    }

    private static void putUserId(ByteArrayOutputStream packets, String userId) {
        byte[] text = userId.getBytes(StandardCharsets.UTF_8);
        if (text.length > 191) {
            throw new IllegalArgumentException("the user ID is longer than 191 octets");
        }
        packets.write(0xc0 | 13);
        packets.write(text.length);
        packets.writeBytes(text);
    }
}
