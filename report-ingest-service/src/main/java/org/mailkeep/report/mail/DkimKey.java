package org.mailkeep.report.mail;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.james.jdkim.tagvalue.PublicKeyRecordImpl;

/** A key in DNS (RFC 6376 §3.6.1). */
final class DkimKey extends PublicKeyRecordImpl {

    /** RFC 8301 §3.2: verifiers refuse shorter ones. */
    static final int MIN_RSA_BITS = 1024;

    /** Longer ones cost more than they are worth. */
    private static final int MAX_RSA_BITS = 8192;

    private static final int ED25519_OCTETS = 32;

    /** What an Ed25519 key has in front in a SubjectPublicKeyInfo (RFC 8410 §4); DNS has the key alone (RFC 8463 §4.2). */
    private static final byte[] ED25519_INFO = HexFormat.of().parseHex("302a300506032b6570032100");

    /**
     * Reads a TXT record.
     *
     * @throws IllegalStateException where it is no key, or a revoked one
     */
    DkimKey(String record) {
        super(record);
        validate();
    }

    /** Whether it may sign reports: RFC 6376 §3.6.1 knows all and e-mail, RFC 8460 §3 adds {@code tlsrpt}. */
    boolean isForReports() {
        List<String> services = services();
        return services.contains("*") || services.contains("email") || isForTlsReports();
    }

    /** Whether it says that it signs TLS reports. */
    boolean isForTlsReports() {
        return services().contains("tlsrpt");
    }

    private List<String> services() {
        return Arrays.stream(getValue("s").toString().split(":", -1))
                .map(service -> service.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    @Override
    public PublicKey getPublicKey() {
        try {
            byte[] key = Base64.getMimeDecoder().decode(getValue("p").toString());
            return switch (getValue("k").toString().toLowerCase(Locale.ROOT)) {
                case "rsa" -> rsa(key);
                case "ed25519" -> ed25519(key);
                default -> throw new IllegalStateException("the key is of an unknown type");
            };
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw new IllegalStateException("the key cannot be read");
        }
    }

    private static PublicKey rsa(byte[] key) throws GeneralSecurityException {
        var rsa = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(key));
        int bits = rsa.getModulus().bitLength();
        if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
            throw new IllegalStateException("the RSA key has " + bits + " bits");
        }
        return rsa;
    }

    private static PublicKey ed25519(byte[] key) throws GeneralSecurityException {
        if (key.length != ED25519_OCTETS) {
            throw new IllegalStateException("the Ed25519 key has " + key.length + " octets");
        }
        byte[] info = Arrays.copyOf(ED25519_INFO, ED25519_INFO.length + ED25519_OCTETS);
        System.arraycopy(key, 0, info, ED25519_INFO.length, ED25519_OCTETS);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(info));
    }
}
