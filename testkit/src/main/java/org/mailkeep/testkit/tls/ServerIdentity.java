package org.mailkeep.testkit.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A private key and the chain that a server presents with it.
 *
 * @param chain the leaf first; the root is part of it, as a TLSA record with usage 2 needs (RFC 7671 §5.2.2)
 */
public record ServerIdentity(PrivateKey key, List<X509Certificate> chain) {

    public ServerIdentity {
        chain = List.copyOf(chain);
    }

    public X509Certificate leaf() {
        return chain.getFirst();
    }

    /** The whole chain as PEM, leaf first. */
    public String chainPem() {
        return chain.stream().map(Pem::of).collect(Collectors.joining());
    }

    /** The private key as unencrypted PKCS #8 PEM. */
    public String keyPem() {
        return Pem.of(key);
    }

    /**
     * The data of a TLSA record that matches this chain, for example {@code 3 1 1 8d02…} (RFC 6698 §2.1).
     *
     * @param usage 0 or 2: the last certificate of the chain; 1 or 3: the leaf
     * @param selector 0: the certificate; 1: its public key
     * @param matchingType 0: as it is; 1: SHA-256; 2: SHA-512
     */
    public String tlsa(int usage, int selector, int matchingType) {
        X509Certificate subject = switch (usage) {
            case 0, 2 -> chain.getLast();
            case 1, 3 -> chain.getFirst();
            default -> throw new IllegalArgumentException("no such usage: " + usage);
        };
        byte[] data = hashed(selected(subject, selector), matchingType);
        return "%d %d %d %s"
                .formatted(usage, selector, matchingType, HexFormat.of().formatHex(data));
    }

    private static byte[] selected(X509Certificate certificate, int selector) {
        try {
            return switch (selector) {
                case 0 -> certificate.getEncoded();
                case 1 -> certificate.getPublicKey().getEncoded();
                default -> throw new IllegalArgumentException("no such selector: " + selector);
            };
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that cannot be encoded", e);
        }
    }

    private static byte[] hashed(byte[] data, int matchingType) {
        return switch (matchingType) {
            case 0 -> data;
            case 1 -> digest("SHA-256", data);
            case 2 -> digest("SHA-512", data);
            default -> throw new IllegalArgumentException("no such matching type: " + matchingType);
        };
    }

    private static byte[] digest(String algorithm, byte[] data) {
        try {
            return MessageDigest.getInstance(algorithm).digest(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no " + algorithm, e);
        }
    }
}
