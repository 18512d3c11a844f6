package org.mailkeep.policy.domain.dane;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A TLSA record (RFC 6698 §2.1).
 *
 * @param usage certificate usage: 2 is DANE-TA, 3 is DANE-EE
 * @param selector 0 the certificate, 1 its SubjectPublicKeyInfo
 * @param matchingType 0 the full data, 1 its SHA-256, 2 its SHA-512
 * @param data the association data in lower-case hexadecimal
 */
public record TlsaRecord(int usage, int selector, int matchingType, String data) {

    /** No certificate that a mail server presents comes near this; longer full data is not read. */
    private static final int MAX_FULL_DATA = 8 * 1024;

    private static final int SHA_256 = 32;
    private static final int SHA_512 = 64;

    public TlsaRecord {
        if (data.length() % 2 != 0 || !data.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException("the association data is not hexadecimal");
        }
    }

    /** Whether an SMTP client can match a certificate against this record (RFC 7672 §3.1). */
    public boolean usable() {
        return unusableBecause().isEmpty();
    }

    /** Why this record cannot be used, empty when it can; a sentence for people. */
    public Optional<String> unusableBecause() {
        // RFC 7672 §3.1.3: PKIX-TA(0) and PKIX-EE(1) are "unusable" for SMTP.
        if (usage != 2 && usage != 3) {
            return Optional.of("certificate usage " + usage + " is not used with SMTP");
        }
        if (selector != 0 && selector != 1) {
            return Optional.of("selector " + selector + " is unknown");
        }
        int length = data.length() / 2;
        return switch (matchingType) {
            case 0 -> fullDataProblem(length);
            case 1 -> length == SHA_256 ? Optional.empty() : Optional.of("a SHA-256 digest has 32 octets");
            case 2 -> length == SHA_512 ? Optional.empty() : Optional.of("a SHA-512 digest has 64 octets");
            default -> Optional.of("matching type " + matchingType + " is unknown");
        };
    }

    /** The association data for a certificate or public key, whichever the selector selects (RFC 6698 §2.1.3). */
    public static String associationData(int matchingType, byte[] selected) {
        return HexFormat.of()
                .formatHex(
                        switch (matchingType) {
                            case 0 -> selected;
                            case 1 -> digest("SHA-256", selected);
                            case 2 -> digest("SHA-512", selected);
                            default -> throw new IllegalArgumentException("no such matching type: " + matchingType);
                        });
    }

    /** Whether this usable record is about that certificate or public key, whichever the selector selects. */
    public boolean isAbout(byte[] selected) {
        return associationData(matchingType, selected).equalsIgnoreCase(data);
    }

    /** With selector 1 full data is no certificate but a bare SubjectPublicKeyInfo (RFC 6698 §2.1.2, RFC 7671 §4). */
    private Optional<String> fullDataProblem(int length) {
        if (length > MAX_FULL_DATA) {
            return Optional.of("the full data is longer than " + MAX_FULL_DATA + " octets");
        }
        byte[] der = HexFormat.of().parseHex(data);
        return switch (selector) {
            case 0 ->
                DerShape.isCertificate(der) ? Optional.empty() : Optional.of("the full data is not one certificate");
            default ->
                DerShape.isPublicKey(der) ? Optional.empty() : Optional.of("the full data is not one bare public key");
        };
    }

    /** In the presentation form of RFC 6698 §2.2. */
    @Override
    public String toString() {
        return usage + " " + selector + " " + matchingType + " " + data;
    }

    private static byte[] digest(String algorithm, byte[] octets) {
        try {
            return MessageDigest.getInstance(algorithm).digest(octets);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this JDK has no " + algorithm, missing);
        }
    }
}
