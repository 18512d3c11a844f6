package org.mailkeep.openpgp;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SignatureSubpacket;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;

/** A signature to be made by Bouncy Castle: what it says, and when. */
final class TestSignature {

    static final int CERTIFY_AND_SIGN = 0x03;
    static final int SIGN = 0x02;
    static final int ENCRYPT = 0x0c;

    private final int type;
    private Instant created = TestKey.CREATED;
    private int hash = HashAlgorithmTags.SHA256;
    private final List<Consumer<PGPSignatureSubpacketGenerator>> hashed = new ArrayList<>();
    private final List<Consumer<PGPSignatureSubpacketGenerator>> unhashed = new ArrayList<>();

    private TestSignature(int type) {
        this.type = type;
    }

    static TestSignature ofType(int type) {
        return new TestSignature(type);
    }

    static TestSignature certification() {
        return ofType(PGPSignature.POSITIVE_CERTIFICATION).flags(CERTIFY_AND_SIGN);
    }

    static TestSignature directKey() {
        return ofType(PGPSignature.DIRECT_KEY).flags(CERTIFY_AND_SIGN);
    }

    static TestSignature binding(int flags) {
        return ofType(PGPSignature.SUBKEY_BINDING).flags(flags);
    }

    static TestSignature revocation(int type, RevocationReason reason) {
        byte code = switch (reason) {
            case NONE_GIVEN -> 0;
            case SUPERSEDED -> 1;
            case COMPROMISED -> 2;
            case RETIRED -> 3;
            case USER_ID_NO_LONGER_VALID -> 32;
            case UNKNOWN -> 100;
        };
        return ofType(type).hashed(subpackets -> subpackets.setRevocationReason(false, code, "because"));
    }

    TestSignature at(Instant moment) {
        this.created = moment;
        return this;
    }

    /** So long after the key was made. */
    TestSignature after(Duration duration) {
        return at(TestKey.CREATED.plus(duration));
    }

    TestSignature days(int days) {
        return after(Duration.ofDays(days));
    }

    TestSignature flags(int flags) {
        return hashed(subpackets -> subpackets.setKeyFlags(true, flags));
    }

    TestSignature keyLifetime(Duration lifetime) {
        return hashed(subpackets -> subpackets.setKeyExpirationTime(true, lifetime.toSeconds()));
    }

    TestSignature lifetime(Duration lifetime) {
        return hashed(subpackets -> subpackets.setSignatureExpirationTime(true, lifetime.toSeconds()));
    }

    TestSignature sha1() {
        this.hash = HashAlgorithmTags.SHA1;
        return this;
    }

    TestSignature hashed(Consumer<PGPSignatureSubpacketGenerator> subpackets) {
        hashed.add(subpackets);
        return this;
    }

    TestSignature unhashed(Consumer<PGPSignatureSubpacketGenerator> subpackets) {
        unhashed.add(subpackets);
        return this;
    }

    TestSignature backSigned(PGPKeyPair subkey, PGPPublicKey primary) {
        PGPSignature back =
                ofType(PGPSignature.PRIMARYKEY_BINDING).at(created).overSubkey(subkey, primary, subkey.getPublicKey());
        return unhashed(subpackets -> {
            try {
                subpackets.addEmbeddedSignature(false, back);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    PGPSignature overKey(PGPKeyPair signer, PGPPublicKey key) {
        return make(signer, generator -> generator.generateCertification(key));
    }

    PGPSignature overUserId(PGPKeyPair signer, PGPPublicKey key, String userId) {
        return make(signer, generator -> generator.generateCertification(userId, key));
    }

    PGPSignature overSubkey(PGPKeyPair signer, PGPPublicKey primary, PGPPublicKey subkey) {
        return make(signer, generator -> generator.generateCertification(primary, subkey));
    }

    /** Over a subkey that Bouncy Castle does not know. */
    PGPSignature over(PGPKeyPair signer, byte[] signedData) {
        return make(signer, generator -> {
            generator.update(signedData);
            return generator.generate();
        });
    }

    /** Any subpacket. */
    static final class Raw extends SignatureSubpacket {
        Raw(int type, boolean critical, byte[] body) {
            super(type, critical, false, body);
        }
    }

    private interface Act {
        PGPSignature on(PGPSignatureGenerator generator) throws PGPException;
    }

    private PGPSignature make(PGPKeyPair signer, Act act) {
        try {
            PGPSignatureGenerator generator = new PGPSignatureGenerator(
                    new BcPGPContentSignerBuilder(signer.getPublicKey().getAlgorithm(), hash), signer.getPublicKey());
            generator.init(type, signer.getPrivateKey());
            PGPSignatureSubpacketGenerator inside = new PGPSignatureSubpacketGenerator();
            inside.setSignatureCreationTime(true, Date.from(created));
            inside.setIssuerFingerprint(false, signer.getPublicKey());
            hashed.forEach(subpackets -> subpackets.accept(inside));
            generator.setHashedSubpackets(inside.generate());
            PGPSignatureSubpacketGenerator outside = new PGPSignatureSubpacketGenerator();
            if (signer.getPublicKey().getVersion() == 4) {
                outside.setIssuerKeyID(false, signer.getPublicKey().getKeyID());
            }
            unhashed.forEach(subpackets -> subpackets.accept(outside));
            generator.setUnhashedSubpackets(outside.generate());
            return act.on(generator);
        } catch (PGPException e) {
            throw new IllegalStateException(e);
        }
    }
}
