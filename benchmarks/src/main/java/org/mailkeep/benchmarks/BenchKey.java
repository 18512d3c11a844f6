package org.mailkeep.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.UserIDPacket;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.AsymmetricCipherKeyPairGenerator;
import org.bouncycastle.crypto.KeyGenerationParameters;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.generators.X25519KeyPairGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPKeyPair;

/**
 * A key of a user as GnuPG makes them: a primary key to sign, a subkey to encrypt to. Certificates of any number of user IDs
 * can be made of it.
 */
final class BenchKey {

    private static final Instant CREATED = Instant.parse("2025-01-01T00:00:00Z");
    private static final int RSA_BITS = 4096;
    private static final int VERSION = 4;

    private final PGPKeyPair primary;
    private final byte[] begin;
    private final byte[] boundSubkey;

    private BenchKey(PGPKeyPair primary, PGPKeyPair subkey) throws PGPException, IOException {
        this.primary = primary;
        PGPPublicKey subkeyPart =
                subkey.asSubkey(new BcKeyFingerprintCalculator()).getPublicKey();
        PGPSignature binding = signer(PGPSignature.SUBKEY_BINDING, KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE)
                .generateCertification(primary.getPublicKey(), subkeyPart);
        begin = primary.getPublicKey().getPublicKeyPacket().getEncoded();
        var bytes = new ByteArrayOutputStream();
        bytes.write(subkeyPart.getPublicKeyPacket().getEncoded());
        binding.encode(bytes);
        boundSubkey = bytes.toByteArray();
    }

    /** Ed25519 with Curve25519, as GnuPG 2.2 writes them; takes less than a millisecond. */
    static BenchKey ed25519() throws PGPException, IOException {
        return new BenchKey(
                curve(PublicKeyAlgorithmTags.EDDSA_LEGACY, new Ed25519KeyPairGenerator()),
                curve(PublicKeyAlgorithmTags.ECDH, new X25519KeyPairGenerator()));
    }

    /** RSA-4096; takes seconds. */
    static BenchKey rsa() throws PGPException, IOException, GeneralSecurityException {
        return new BenchKey(rsaPair(), rsaPair());
    }

    /** A certificate with these user IDs. */
    byte[] certificate(String... userIds) throws PGPException, IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.write(begin);
        for (String userId : userIds) {
            bytes.write(new UserIDPacket(userId).getEncoded());
            signer(PGPSignature.POSITIVE_CERTIFICATION, KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA)
                    .generateCertification(userId, primary.getPublicKey())
                    .encode(bytes);
        }
        bytes.write(boundSubkey);
        return bytes.toByteArray();
    }

    private PGPSignatureGenerator signer(int type, int flags) throws PGPException {
        PGPPublicKey key = primary.getPublicKey();
        boolean rsa = key.getAlgorithm() == PublicKeyAlgorithmTags.RSA_GENERAL;
        var generator = new PGPSignatureGenerator(
                // The platform's RSA is several times as fast as Bouncy Castle's.
                rsa
                        ? new JcaPGPContentSignerBuilder(key.getAlgorithm(), HashAlgorithmTags.SHA256)
                        : new BcPGPContentSignerBuilder(key.getAlgorithm(), HashAlgorithmTags.SHA256),
                key);
        generator.init(type, primary.getPrivateKey());
        var hashed = new PGPSignatureSubpacketGenerator();
        hashed.setSignatureCreationTime(true, Date.from(CREATED));
        hashed.setIssuerFingerprint(false, key);
        hashed.setKeyFlags(true, flags);
        generator.setHashedSubpackets(hashed.generate());
        var unhashed = new PGPSignatureSubpacketGenerator();
        unhashed.setIssuerKeyID(false, key.getKeyID());
        generator.setUnhashedSubpackets(unhashed.generate());
        return generator;
    }

    private static PGPKeyPair curve(int algorithm, AsymmetricCipherKeyPairGenerator generator) throws PGPException {
        generator.init(new KeyGenerationParameters(new SecureRandom(), 256));
        AsymmetricCipherKeyPair pair = generator.generateKeyPair();
        return new BcPGPKeyPair(VERSION, algorithm, pair, Date.from(CREATED));
    }

    private static PGPKeyPair rsaPair() throws PGPException, GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(RSA_BITS);
        return new JcaPGPKeyPair(
                VERSION, PublicKeyAlgorithmTags.RSA_GENERAL, generator.generateKeyPair(), Date.from(CREATED));
    }
}
