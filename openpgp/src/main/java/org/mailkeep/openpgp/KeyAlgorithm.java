package org.mailkeep.openpgp;

import java.util.Arrays;
import org.mailkeep.openpgp.packet.KeyPacket;

/** The public key algorithms that a certificate can have (RFC 9580 §9.1; from 30 on draft-ietf-openpgp-pqc §2). */
public enum KeyAlgorithm {
    RSA(1, Kind.RSA, true, true),
    RSA_ENCRYPT_ONLY(2, Kind.RSA, false, true),
    RSA_SIGN_ONLY(3, Kind.RSA, true, false),
    ELGAMAL(16, Kind.DISCRETE_LOGARITHM, false, true),
    DSA(17, Kind.DISCRETE_LOGARITHM, true, false),
    ECDH(18, Kind.NAMED_CURVE, false, true),
    ECDSA(19, Kind.NAMED_CURVE, true, false),
    EDDSA_LEGACY(22, Kind.NAMED_CURVE, true, false),
    X25519(25, Kind.CURVE_25519, false, true),
    X448(26, Kind.CURVE_448, false, true),
    ED25519(27, Kind.CURVE_25519, true, false),
    ED448(28, Kind.CURVE_448, true, false),
    ML_DSA_65_ED25519(30, Kind.POST_QUANTUM, true, false),
    ML_DSA_87_ED448(31, Kind.POST_QUANTUM, true, false),
    SLH_DSA_SHAKE_128S(32, Kind.POST_QUANTUM, true, false),
    SLH_DSA_SHAKE_128F(33, Kind.POST_QUANTUM, true, false),
    SLH_DSA_SHAKE_256S(34, Kind.POST_QUANTUM, true, false),
    ML_KEM_768_X25519(35, Kind.POST_QUANTUM, false, true),
    ML_KEM_1024_X448(36, Kind.POST_QUANTUM, false, true),
    /** One that is in no list here: it may be carried along in a certificate, and is never accepted for anything. */
    UNKNOWN(-1, Kind.UNKNOWN, false, false);

    /** What the numbers of a key look like. */
    enum Kind {
        RSA,
        DISCRETE_LOGARITHM,
        /** The material begins with the object identifier of the curve. */
        NAMED_CURVE,
        CURVE_25519,
        CURVE_448,
        POST_QUANTUM,
        UNKNOWN
    }

    private final int id;
    private final Kind kind;
    private final boolean canSign;
    private final boolean canEncrypt;

    KeyAlgorithm(int id, Kind kind, boolean canSign, boolean canEncrypt) {
        this.id = id;
        this.kind = kind;
        this.canSign = canSign;
        this.canEncrypt = canEncrypt;
    }

    /** The public key algorithm ID, -1 for {@link #UNKNOWN}. */
    public int id() {
        return id;
    }

    /** Whether keys of this algorithm can make signatures. */
    public boolean canSign() {
        return canSign;
    }

    /** Whether keys of this algorithm can be encrypted to. */
    public boolean canEncrypt() {
        return canEncrypt;
    }

    static KeyAlgorithm of(KeyPacket key) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.id == key.algorithm())
                .findFirst()
                .orElse(UNKNOWN);
    }

    Kind kind() {
        return kind;
    }

    /** Bits of the modulus or prime; 0 for the algorithms whose strength lies in their curve or lattice. */
    int sizeOf(KeyPacket key) {
        return switch (kind) {
            case RSA, DISCRETE_LOGARITHM -> key.firstNumberBits();
            case NAMED_CURVE, CURVE_25519, CURVE_448, POST_QUANTUM, UNKNOWN -> 0;
        };
    }
}
