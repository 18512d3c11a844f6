package org.mailkeep.policy.domain.certificate;

import static org.mailkeep.policy.domain.certificate.DerReader.CONTEXT_0;
import static org.mailkeep.policy.domain.certificate.DerReader.INTEGER;
import static org.mailkeep.policy.domain.certificate.DerReader.SEQUENCE;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.mailkeep.policy.domain.dane.TlsaRecord;

/**
 * A SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), octet by octet as it was published: what TLSA records with selector 1 are
 * made of.
 *
 * @param hex the DER in lower-case hexadecimal
 */
public record PublicKeyInfo(String hex) {

    /** Much longer than any key; what is longer is not read. */
    private static final int MAX_PEM = 32 * 1024;

    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";

    /**
     * Reads the first PEM block (RFC 7468): {@code CERTIFICATE}, {@code PUBLIC KEY} or {@code CERTIFICATE REQUEST}.
     *
     * @throws IllegalArgumentException with a sentence that is safe to show
     */
    public static PublicKeyInfo ofPem(String pem) {
        if (pem.length() > MAX_PEM) {
            throw new IllegalArgumentException("the PEM text is longer than " + MAX_PEM + " characters");
        }
        int begin = pem.indexOf(BEGIN);
        int labelEnd = begin < 0 ? -1 : pem.indexOf(DASHES, begin + BEGIN.length());
        if (labelEnd < 0) {
            throw new IllegalArgumentException("there is no PEM block");
        }
        String label = pem.substring(begin + BEGIN.length(), labelEnd);
        int end = pem.indexOf("-----END " + label + DASHES, labelEnd);
        if (end < 0) {
            throw new IllegalArgumentException("the PEM block has no end");
        }
        return ofBlock(label, base64(pem.substring(labelEnd + DASHES.length(), end)));
    }

    /** The key of a certificate. */
    public static PublicKeyInfo of(X509Certificate certificate) {
        try {
            return ofCertificate(certificate.getEncoded());
        } catch (CertificateEncodingException impossible) {
            throw new IllegalArgumentException("a certificate that was read and cannot be written", impossible);
        }
    }

    /** The DER. */
    public byte[] der() {
        return HexFormat.of().parseHex(hex);
    }

    /** The association data of a TLSA record {@code x 1 1} for this key. */
    public String sha256() {
        return TlsaRecord.associationData(1, der());
    }

    /** Whether a usable record announces this very key: DANE-EE(3) with selector 1. */
    public boolean isAnnouncedBy(TlsaRecord record) {
        return record.usage() == 3 && record.selector() == 1 && record.isAbout(der());
    }

    private static PublicKeyInfo ofBlock(String label, byte[] der) {
        return switch (label) {
            case "CERTIFICATE", "X509 CERTIFICATE" -> held(() -> ofCertificate(der));
            case "PUBLIC KEY" -> held(() -> ofPublicKey(der));
            case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST" -> held(() -> ofRequest(der));
            default ->
                throw new IllegalArgumentException(
                        label.endsWith("PRIVATE KEY")
                                ? "this is a private key; it must not be sent to anybody"
                                : "the PEM block is no certificate, public key or request");
        };
    }

    private static PublicKeyInfo held(Supplier<PublicKeyInfo> reader) {
        try {
            return reader.get();
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("the PEM block does not hold what its label says");
        }
    }

    /** {@code TBSCertificate ::= SEQUENCE { version [0], serialNumber, signature, issuer, validity, subject, key, …}}. */
    private static PublicKeyInfo ofCertificate(byte[] der) {
        DerReader tbs = DerReader.inside(der, SEQUENCE).enter(SEQUENCE);
        if (tbs.isAt(CONTEXT_0)) {
            tbs.skip(CONTEXT_0);
        }
        tbs.skip(INTEGER);
        for (int i = 0; i < 4; i++) {
            tbs.skip(SEQUENCE);
        }
        return taken(tbs);
    }

    /** {@code CertificationRequestInfo ::= SEQUENCE { version, subject, key, attributes }} (RFC 2986 §4.1). */
    private static PublicKeyInfo ofRequest(byte[] der) {
        DerReader info = DerReader.inside(der, SEQUENCE).enter(SEQUENCE);
        info.skip(INTEGER);
        info.skip(SEQUENCE);
        return taken(info);
    }

    private static PublicKeyInfo ofPublicKey(byte[] der) {
        DerReader key = DerReader.inside(der, SEQUENCE);
        key.skip(SEQUENCE);
        return new PublicKeyInfo(HexFormat.of().formatHex(der));
    }

    private static PublicKeyInfo taken(DerReader reader) {
        return new PublicKeyInfo(HexFormat.of().formatHex(reader.take(SEQUENCE)));
    }

    private static byte[] base64(String body) {
        try {
            return Base64.getMimeDecoder().decode(body);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("the PEM block is not base64");
        }
    }
}
