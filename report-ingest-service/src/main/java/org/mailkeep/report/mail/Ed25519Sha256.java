package org.mailkeep.report.mail;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;

/**
 * The algorithm {@code ed25519-sha256} of RFC 8463 §3: PureEdDSA over the SHA-256 of what is signed. The JDK has both halves,
 * and no name for the whole.
 */
final class Ed25519Sha256 extends Signature {

    private final MessageDigest digest;
    private final Signature ed25519;

    Ed25519Sha256() throws NoSuchAlgorithmException {
        super("ed25519-sha256");
        digest = MessageDigest.getInstance("SHA-256");
        ed25519 = Signature.getInstance("Ed25519");
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
        ed25519.initVerify(key);
        digest.reset();
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
        ed25519.initSign(key);
        digest.reset();
    }

    @Override
    protected void engineUpdate(byte octet) {
        digest.update(octet);
    }

    @Override
    protected void engineUpdate(byte[] octets, int from, int count) {
        digest.update(octets, from, count);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
        ed25519.update(digest.digest());
        return ed25519.sign();
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
        ed25519.update(digest.digest());
        return ed25519.verify(signature);
    }

    /** The algorithm of this name in a signature or key record. */
    static Signature algorithm(String keyType) throws GeneralSecurityException {
        return switch (keyType) {
            case "rsa" -> Signature.getInstance("SHA256withRSA");
            case "ed25519" -> new Ed25519Sha256();
            default -> throw new NoSuchAlgorithmException("neither rsa nor ed25519");
        };
    }

    @Override
    @SuppressWarnings("deprecation") // abstract in the JDK still
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
        throw new InvalidParameterException("there are none");
    }

    @Override
    @SuppressWarnings("deprecation") // abstract in the JDK still
    @Deprecated
    protected Object engineGetParameter(String name) {
        throw new InvalidParameterException("there are none");
    }
}
