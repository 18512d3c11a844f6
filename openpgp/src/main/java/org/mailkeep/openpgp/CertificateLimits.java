package org.mailkeep.openpgp;

/**
 * How much of a stranger's certificate is looked at. Nothing beyond a limit is ever allocated, hashed or verified.
 *
 * @param bodyOctets of everything in one request or answer, armored or not
 * @param certificates in one body
 * @param certificateOctets of one certificate, in binary; GnuPG takes no more than 256 KiB from a Web Key Directory either
 * @param packets in one body
 * @param keyOctets of one key packet
 * @param signatureOctets of one signature packet
 * @param userIdOctets of one user ID
 * @param userIds that the key vouches for in one certificate
 * @param subkeys that the key vouches for in one certificate
 * @param signaturesPerComponent of each kind (revocations, self-signatures, approvals of others' certifications, and these)
 *     that are kept for the primary key, each user ID and each subkey
 * @param verificationEffort how many signatures are verified for one certificate, at most, counted in RSA or Ed25519
 *     verifications; slower algorithms cost more, see {@link SignatureVerifier#effort()}
 */
public record CertificateLimits(
        int bodyOctets,
        int certificates,
        int certificateOctets,
        int packets,
        int keyOctets,
        int signatureOctets,
        int userIdOctets,
        int userIds,
        int subkeys,
        int signaturesPerComponent,
        int verificationEffort) {

    public CertificateLimits {
        if (bodyOctets < 1
                || certificates < 1
                || certificateOctets < 1
                || packets < 1
                || keyOctets < 1
                || signatureOctets < 1
                || userIdOctets < 1
                || userIds < 1
                || subkeys < 1
                || signaturesPerComponent < 1
                || verificationEffort < 1) {
            throw new IllegalArgumentException("a limit below 1 lets no certificate pass");
        }
    }

    /** For certificates of version 4 and 6 with the algorithms of RFC 9580. */
    public static CertificateLimits defaults() {
        return new CertificateLimits(1 << 20, 16, 256 << 10, 4096, 8 << 10, 8 << 10, 2048, 64, 64, 12, 1024);
    }

    /** With room for post-quantum keys and signatures: one of SLH-DSA has up to 50 KB (draft-ietf-openpgp-pqc). */
    public CertificateLimits withPostQuantumSizes() {
        return new CertificateLimits(
                Math.max(bodyOctets, 4 << 20),
                certificates,
                Math.max(certificateOctets, 1 << 20),
                packets,
                keyOctets,
                Math.max(signatureOctets, 128 << 10),
                userIdOctets,
                userIds,
                subkeys,
                signaturesPerComponent,
                verificationEffort);
    }

    /** With other sizes for the body, for each certificate in it, and for the number of packets. */
    public CertificateLimits withSizes(int newBodyOctets, int newCertificateOctets, int newPackets) {
        return new CertificateLimits(
                newBodyOctets,
                certificates,
                newCertificateOctets,
                newPackets,
                keyOctets,
                signatureOctets,
                userIdOctets,
                userIds,
                subkeys,
                signaturesPerComponent,
                verificationEffort);
    }

    /** With other numbers of what is kept and verified. */
    public CertificateLimits withCounts(
            int newUserIds, int newSubkeys, int newSignaturesPerComponent, int newVerificationEffort) {
        return new CertificateLimits(
                bodyOctets,
                certificates,
                certificateOctets,
                packets,
                keyOctets,
                signatureOctets,
                userIdOctets,
                newUserIds,
                newSubkeys,
                newSignaturesPerComponent,
                newVerificationEffort);
    }
}
