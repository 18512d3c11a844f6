package org.mailkeep.openpgp;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.EnumMap;
import java.util.Map;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.AsymmetricCipherKeyPairGenerator;
import org.bouncycastle.crypto.KeyGenerationParameters;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.generators.X25519KeyPairGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPKeyPair;

/**
 * The key pairs of a certificate, made by Bouncy Castle.
 *
 * @param encryption a subkey to encrypt to
 * @param signing a subkey to sign with
 */
record TestKey(Kind kind, PGPKeyPair primary, PGPKeyPair encryption, PGPKeyPair signing) {

    static final Instant CREATED = Instant.parse("2024-01-01T00:00:00Z");

    private static final Map<Kind, TestKey> SHARED = new EnumMap<>(Kind.class);

    enum Kind {
        V4_RSA(4, PublicKeyAlgorithmTags.RSA_GENERAL, PublicKeyAlgorithmTags.RSA_GENERAL),
        V4_RSA_1024(4, PublicKeyAlgorithmTags.RSA_GENERAL, PublicKeyAlgorithmTags.RSA_GENERAL),
        V4_ECDSA_P256(4, PublicKeyAlgorithmTags.ECDSA, PublicKeyAlgorithmTags.ECDH),
        V4_EDDSA_LEGACY(4, PublicKeyAlgorithmTags.EDDSA_LEGACY, PublicKeyAlgorithmTags.ECDH),
        V4_ED25519(4, PublicKeyAlgorithmTags.Ed25519, PublicKeyAlgorithmTags.X25519),
        V6_ED25519(6, PublicKeyAlgorithmTags.Ed25519, PublicKeyAlgorithmTags.X25519);

        private final int version;
        private final int signing;
        private final int encryption;

        Kind(int version, int signing, int encryption) {
            this.version = version;
            this.signing = signing;
            this.encryption = encryption;
        }
    }

    /** The same key whenever it is asked for: making RSA keys takes long. */
    static synchronized TestKey shared(Kind kind) {
        return SHARED.computeIfAbsent(kind, TestKey::fresh);
    }

    static TestKey fresh(Kind kind) {
        return fresh(kind, CREATED);
    }

    static TestKey fresh(Kind kind, Instant created) {
        try {
            return new TestKey(
                    kind,
                    pair(kind, kind.signing, created),
                    pair(kind, kind.encryption, created).asSubkey(new BcKeyFingerprintCalculator()),
                    pair(kind, kind.signing, created).asSubkey(new BcKeyFingerprintCalculator()));
        } catch (PGPException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PGPKeyPair pair(Kind kind, int algorithm, Instant created)
            throws PGPException, GeneralSecurityException {
        Date date = Date.from(created);
        return switch (kind) {
            case V4_RSA, V4_RSA_1024 -> {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(kind == Kind.V4_RSA ? 2048 : 1024);
                yield new JcaPGPKeyPair(kind.version, algorithm, generator.generateKeyPair(), date);
            }
            case V4_ECDSA_P256 -> {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp256r1"));
                yield new JcaPGPKeyPair(kind.version, algorithm, generator.generateKeyPair(), date);
            }
            case V4_EDDSA_LEGACY, V4_ED25519, V6_ED25519 ->
                new BcPGPKeyPair(
                        kind.version,
                        algorithm,
                        algorithm == kind.signing
                                ? generate(new Ed25519KeyPairGenerator())
                                : generate(new X25519KeyPairGenerator()),
                        date);
        };
    }

    private static AsymmetricCipherKeyPair generate(AsymmetricCipherKeyPairGenerator generator) {
        generator.init(new KeyGenerationParameters(new SecureRandom(), 256));
        return generator.generateKeyPair();
    }
}
