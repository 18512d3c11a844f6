package org.mailkeep.report.mail;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;

/** Keys for tests, and how DNS has them. */
final class Keys {

    private Keys() {}

    static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static KeyPair ed25519() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** RFC 6376 §3.6.1, RFC 8463 §4.2. */
    static String record(KeyPair pair) {
        byte[] info = pair.getPublic().getEncoded();
        return pair.getPublic().getAlgorithm().equals("RSA")
                ? "v=DKIM1; k=rsa; p=" + Base64.getEncoder().encodeToString(info)
                : "v=DKIM1; k=ed25519; p="
                        + Base64.getEncoder().encodeToString(Arrays.copyOfRange(info, info.length - 32, info.length));
    }
}
