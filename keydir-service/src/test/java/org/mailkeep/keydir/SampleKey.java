package org.mailkeep.keydir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.function.Consumer;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.UserIDPacket;
import org.bouncycastle.crypto.AsymmetricCipherKeyPairGenerator;
import org.bouncycastle.crypto.KeyGenerationParameters;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.generators.X25519KeyPairGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.openpgp.CertificateLimits;
import org.mailkeep.openpgp.CertificateReader;
import org.mailkeep.openpgp.KeyringReading;

/** A certificate as a user would upload it, made step by step; made by Bouncy Castle, read by nobody but the code at test. */
public final class SampleKey {

    private static final int CERTIFY_AND_SIGN = 0x03;
    private static final int ENCRYPT = 0x0c;
    private static final byte KEY_COMPROMISED = 2;
    private static final byte USER_ID_NO_LONGER_VALID = 32;

    private final Instant created;
    private final PGPKeyPair primary;
    private final PGPKeyPair encryption;
    private final ByteArrayOutputStream keySignatures = new ByteArrayOutputStream();
    private final ByteArrayOutputStream userIds = new ByteArrayOutputStream();
    private final ByteArrayOutputStream subkeys = new ByteArrayOutputStream();

    private SampleKey(int version, int signing, int encrypting, Instant created) {
        this.created = created;
        try {
            primary = new BcPGPKeyPair(version, signing, generate(new Ed25519KeyPairGenerator()), Date.from(created));
            encryption = new BcPGPKeyPair(
                            version, encrypting, generate(new X25519KeyPairGenerator()), Date.from(created))
                    .asSubkey(new BcKeyFingerprintCalculator());
        } catch (PGPException e) {
            throw new IllegalStateException(e);
        }
    }

    private static org.bouncycastle.crypto.AsymmetricCipherKeyPair generate(
            AsymmetricCipherKeyPairGenerator generator) {
        generator.init(new KeyGenerationParameters(new SecureRandom(), 256));
        return generator.generateKeyPair();
    }

    /** A key as GnuPG makes it: version 4, Ed25519 and Curve25519; without a user ID and a subkey yet. */
    public static SampleKey bare(Instant created) {
        return new SampleKey(4, PublicKeyAlgorithmTags.EDDSA_LEGACY, PublicKeyAlgorithmTags.ECDH, created);
    }

    /** A key of version 6 (RFC 9580), without a user ID and a subkey yet. */
    public static SampleKey version6(Instant created) {
        SampleKey key = new SampleKey(6, PublicKeyAlgorithmTags.Ed25519, PublicKeyAlgorithmTags.X25519, created);
        put(
                key.keySignatures,
                key.sign(
                        PGPSignature.DIRECT_KEY,
                        created,
                        subpackets -> subpackets.setKeyFlags(true, CERTIFY_AND_SIGN),
                        generator -> generator.generateCertification(key.primary.getPublicKey())));
        return key;
    }

    /** A key for these user IDs that can be encrypted to, for ever. */
    public static SampleKey usual(Instant created, String... userIds) {
        SampleKey key = bare(created).encryption();
        for (String userId : userIds) {
            key.userId(userId);
        }
        return key;
    }

    /** One more user ID; with it the key lives for ever. */
    public SampleKey userId(String userId) {
        return userId(userId, created, _ -> {});
    }

    /** One more user ID; with it the key lives for so long after it was made. */
    public SampleKey userId(String userId, Duration keyLifetime) {
        return userId(userId, created, subpackets -> subpackets.setKeyExpirationTime(true, keyLifetime.toSeconds()));
    }

    private SampleKey userId(String userId, Instant at, Consumer<PGPSignatureSubpacketGenerator> says) {
        put(userIds, new UserIDPacket(userId.getBytes(StandardCharsets.UTF_8)));
        put(
                userIds,
                sign(
                        PGPSignature.POSITIVE_CERTIFICATION,
                        at,
                        subpackets -> {
                            subpackets.setKeyFlags(true, CERTIFY_AND_SIGN);
                            says.accept(subpackets);
                        },
                        generator -> generator.generateCertification(userId, primary.getPublicKey())));
        return this;
    }

    /** The same user ID signed anew later: prolongs the key. */
    public SampleKey prolonged(String userId, Instant at, Duration keyLifetime) {
        return userId(userId, at, subpackets -> subpackets.setKeyExpirationTime(true, keyLifetime.toSeconds()));
    }

    /** Revokes a user ID. */
    public SampleKey revokedUserId(String userId, Instant at) {
        put(userIds, new UserIDPacket(userId.getBytes(StandardCharsets.UTF_8)));
        put(
                userIds,
                sign(
                        PGPSignature.CERTIFICATION_REVOCATION,
                        at,
                        subpackets -> subpackets.setRevocationReason(false, USER_ID_NO_LONGER_VALID, ""),
                        generator -> generator.generateCertification(userId, primary.getPublicKey())));
        return this;
    }

    /** Revokes the whole key, for good. */
    public SampleKey revoked(Instant at) {
        put(
                keySignatures,
                sign(
                        PGPSignature.KEY_REVOCATION,
                        at,
                        subpackets -> subpackets.setRevocationReason(false, KEY_COMPROMISED, ""),
                        generator -> generator.generateCertification(primary.getPublicKey())));
        return this;
    }

    /** A subkey to encrypt to. */
    public SampleKey encryption() {
        put(subkeys, encryption.getPublicKey().getPublicKeyPacket());
        put(
                subkeys,
                sign(
                        PGPSignature.SUBKEY_BINDING,
                        created,
                        subpackets -> subpackets.setKeyFlags(true, ENCRYPT),
                        generator ->
                                generator.generateCertification(primary.getPublicKey(), encryption.getPublicKey())));
        return this;
    }

    /** In binary, as it was put together. */
    public byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        put(all, primary.getPublicKey().getPublicKeyPacket());
        all.writeBytes(keySignatures.toByteArray());
        all.writeBytes(userIds.toByteArray());
        all.writeBytes(subkeys.toByteArray());
        return all.toByteArray();
    }

    /** In ASCII armor. */
    public String armored() {
        return armored(bytes());
    }

    /** The secret key, unprotected, in ASCII armor. */
    public String secret() {
        try {
            return armored(new PGPSecretKey(
                            primary.getPrivateKey(),
                            primary.getPublicKey(),
                            new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
                            true,
                            null)
                    .getEncoded());
        } catch (PGPException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the openpgp module makes of it. */
    public Certificate certificate() {
        return read(bytes());
    }

    /** The one certificate in these bytes. */
    public static Certificate read(byte[] bytes) {
        if (new CertificateReader(CertificateLimits.defaults()).read(bytes)
                        instanceof KeyringReading.Certificates certificates
                && certificates.certificates().size() == 1) {
            return certificates.certificates().getFirst();
        }
        throw new AssertionError("not one certificate");
    }

    private static String armored(byte[] bytes) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (ArmoredOutputStream armor =
                ArmoredOutputStream.builder().clearHeaders().build(text)) {
            armor.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString(StandardCharsets.US_ASCII);
    }

    private interface Act {
        PGPSignature on(PGPSignatureGenerator generator) throws PGPException;
    }

    private PGPSignature sign(int type, Instant at, Consumer<PGPSignatureSubpacketGenerator> says, Act act) {
        try {
            PGPSignatureGenerator generator = new PGPSignatureGenerator(
                    new BcPGPContentSignerBuilder(primary.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA256),
                    primary.getPublicKey());
            generator.init(type, primary.getPrivateKey());
            PGPSignatureSubpacketGenerator hashed = new PGPSignatureSubpacketGenerator();
            hashed.setSignatureCreationTime(true, Date.from(at));
            hashed.setIssuerFingerprint(false, primary.getPublicKey());
            says.accept(hashed);
            generator.setHashedSubpackets(hashed.generate());
            return act.on(generator);
        } catch (PGPException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void put(ByteArrayOutputStream out, org.bouncycastle.util.Encodable packet) {
        try {
            out.write(packet.getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void put(ByteArrayOutputStream out, PGPSignature signature) {
        try {
            out.write(signature.getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
