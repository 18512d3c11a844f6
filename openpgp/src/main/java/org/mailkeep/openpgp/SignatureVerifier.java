package org.mailkeep.openpgp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.operator.PGPContentVerifier;
import org.bouncycastle.openpgp.operator.PGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPContentVerifierBuilderProvider;
import org.mailkeep.openpgp.packet.KeyPacket;
import org.mailkeep.openpgp.packet.Octets;
import org.mailkeep.openpgp.packet.Packet;
import org.mailkeep.openpgp.packet.SignaturePacket;

/** Verifies signatures that one key made. Not for more than one thread at a time. */
final class SignatureVerifier {

    /** The most that Java verifies with; GnuPG reads no RSA key above 16384 bits either. */
    private static final int MAX_RSA_BITS = 16384;

    /** The public exponent decides what a verification costs; in real keys it has 17 bits. */
    private static final int MAX_RSA_EXPONENT_BITS = 64;

    private static final int MAX_DSA_BITS = 4096;
    private static final int MAX_DSA_ORDER_BITS = 512;

    /** A compressed point behind its octet 0x40 (RFC 9580 §11.2.2). */
    private static final int ED25519_POINT_BITS = 263;

    /** Two coordinates behind the octet 0x04 (RFC 9580 §11.2.1). */
    private static final int P256_POINT_BITS = 2 * 256 + 3;

    private static final int P384_POINT_BITS = 2 * 384 + 3;

    private final KeyPacket key;
    private final PGPPublicKey pgpKey;
    private final PGPContentVerifierBuilderProvider verifiers;

    private SignatureVerifier(KeyPacket key, PGPPublicKey pgpKey, PGPContentVerifierBuilderProvider verifiers) {
        this.key = key;
        this.pgpKey = pgpKey;
        this.verifiers = verifiers;
    }

    /** A verifier for this key; empty when its algorithm cannot sign or is unknown, or its numbers are out of bounds. */
    static Optional<SignatureVerifier> of(KeyPacket key) {
        if (!KeyAlgorithm.of(key).canSign() || !withinBounds(key)) {
            return Optional.empty();
        }
        // Bouncy Castle tests an RSA modulus for being composite the first time it meets it, which takes far longer
        // than a
        // verification and, with a prime one, repeats each time. Java's own RSA does not.
        PGPContentVerifierBuilderProvider verifiers = KeyAlgorithm.of(key).kind() == KeyAlgorithm.Kind.RSA
                ? new JcaPGPContentVerifierBuilderProvider()
                : new BcPGPContentVerifierBuilderProvider();
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        new Packet(Packet.PUBLIC_KEY, key.body()).writeTo(packet);
        try {
            PublicKeyPacket parsed = (PublicKeyPacket) readerOf(packet).readPacket();
            return Optional.of(
                    new SignatureVerifier(key, new PGPPublicKey(parsed, new BcKeyFingerprintCalculator()), verifiers));
        } catch (IOException | PGPException | RuntimeException _) {
            // Bouncy Castle throws all of these for numbers that make no key.
            return Optional.empty();
        }
    }

    /**
     * What one verification costs, in verifications with RSA-4096 or Ed25519. The numbers are rounded up from measurements;
     * they need only keep a flood of the slowest kind within the time of one of the fastest.
     */
    int effort() {
        return switch (KeyAlgorithm.of(key).kind()) {
            case RSA -> {
                int quotient = Math.ceilDiv(key.firstNumberBits(), 4096);
                yield quotient * quotient;
            }
            case CURVE_25519 -> 1;
            case NAMED_CURVE -> {
                int bits = key.curvePointBits();
                yield bits <= ED25519_POINT_BITS ? 1 : bits <= P256_POINT_BITS ? 4 : bits <= P384_POINT_BITS ? 8 : 12;
            }
            case CURVE_448 -> 12;
            case DISCRETE_LOGARITHM, POST_QUANTUM, UNKNOWN -> 16;
        };
    }

    /**
     * Whether the signature can be by this key at all, as far as can be told without verifying: its version, algorithm and
     * salt fit, and the first octets of the hash are what it says. It keeps out what was not made on purpose.
     */
    boolean isPlausible(SignaturePacket signature, SignedData data) {
        Optional<HashAlgorithm> hash = HashAlgorithm.of(signature.hashAlgorithm());
        if (signature.version() != key.version() || signature.keyAlgorithm() != key.algorithm() || hash.isEmpty()) {
            return false;
        }
        if (!saltFits(signature, hash.get())) {
            return false;
        }
        byte[] digest = hash.get().digest().digest(data.hashedWith(signature));
        return Octets.of(digest, 0, 2).equals(signature.hashPrefix());
    }

    /** Whether this key made the signature over this. */
    boolean verifies(SignaturePacket signature, SignedData data) {
        try {
            PGPContentVerifier verifier = verifiers
                    .get(signature.keyAlgorithm(), signature.hashAlgorithm())
                    .build(pgpKey);
            verifier.getOutputStream().write(data.hashedWith(signature));
            return verifier.verify(numbersOf(signature));
        } catch (IOException | PGPException | RuntimeException _) {
            // Bouncy Castle throws all of these, also from "verify", for numbers that make no signature.
            return false;
        }
    }

    /**
     * Whether this key made the signature over this document, which is read once, piece by piece.
     *
     * @throws IOException when the document cannot be read
     */
    boolean verifies(SignaturePacket signature, InputStream document) throws IOException {
        Optional<HashAlgorithm> hash = HashAlgorithm.of(signature.hashAlgorithm());
        if (signature.version() != key.version()
                || signature.keyAlgorithm() != key.algorithm()
                || hash.isEmpty()
                || !saltFits(signature, hash.get())) {
            return false;
        }
        try {
            PGPContentVerifier verifier = verifiers
                    .get(signature.keyAlgorithm(), signature.hashAlgorithm())
                    .build(pgpKey);
            OutputStream hashed = verifier.getOutputStream();
            hashed.write(signature.salt().toArray());
            document.transferTo(hashed);
            hashed.write(SignedData.ownPartOf(signature).toArray());
            return verifier.verify(numbersOf(signature));
        } catch (PGPException | RuntimeException _) {
            return false; // as above
        }
    }

    private static boolean saltFits(SignaturePacket signature, HashAlgorithm hash) {
        return signature.version() == 4
                || (hash.saltSize() > 0 && signature.salt().size() == hash.saltSize());
    }

    /** The numbers in the form that the verifier wants; Bouncy Castle sees nothing else of a stranger's signature. */
    private static byte[] numbersOf(SignaturePacket signature) throws IOException, PGPException {
        int lengthSize = signature.version() == 4 ? 2 : 4;
        Octets bare = Octets.join(
                signature.coveredPart().slice(0, 4),
                Octets.ofNumber(0, lengthSize),
                Octets.ofNumber(0, lengthSize),
                signature.hashPrefix(),
                signature.version() == 4
                        ? Octets.EMPTY
                        : Octets.ofNumber(signature.salt().size(), 1),
                signature.salt(),
                signature.material());
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        new Packet(Packet.SIGNATURE, bare).writeTo(packet);
        return new PGPSignature(readerOf(packet)).getSignature();
    }

    private static boolean withinBounds(KeyPacket key) {
        return switch (KeyAlgorithm.of(key).kind()) {
            case RSA -> key.firstNumberBits() <= MAX_RSA_BITS && key.secondNumberBits() <= MAX_RSA_EXPONENT_BITS;
            case DISCRETE_LOGARITHM ->
                key.firstNumberBits() <= MAX_DSA_BITS && key.secondNumberBits() <= MAX_DSA_ORDER_BITS;
            case NAMED_CURVE, CURVE_25519, CURVE_448, POST_QUANTUM, UNKNOWN -> true;
        };
    }

    private static BCPGInputStream readerOf(ByteArrayOutputStream packet) {
        return BCPGInputStream.wrap(new ByteArrayInputStream(packet.toByteArray()));
    }
}
