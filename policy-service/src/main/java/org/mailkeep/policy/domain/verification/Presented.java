package org.mailkeep.policy.domain.verification;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.mailkeep.policy.domain.certificate.PublicKeyInfo;

/** What a host showed when TLS was asked for. */
public sealed interface Presented {

    /** More certificates are not looked at; a chain of a public authority has up to four. */
    int MAX_CERTIFICATES = 8;

    /** A longer chain is not read. */
    int MAX_BYTES = 64 * 1024;

    /**
     * A TLS session with this chain.
     *
     * @param certificates as presented, the host's own first; never empty, {@value #MAX_CERTIFICATES} at most
     */
    record Chain(List<X509Certificate> certificates) implements Presented {
        public Chain {
            certificates = List.copyOf(certificates);
        }

        /** The host's own certificate. */
        public X509Certificate leaf() {
            return certificates.getFirst();
        }
    }

    /** No TLS: STARTTLS is not offered. */
    record NoStartTls() implements Presented {}

    /** No TLS: it is offered and does not come about. */
    record NoTls() implements Presented {}

    /** What was presented is no chain of certificates. */
    record Unreadable() implements Presented {}

    /**
     * Reads a chain, the host's own certificate first.
     *
     * @param encoded each one certificate, as DER or PEM
     */
    static Presented read(List<byte[]> encoded) {
        if (encoded.isEmpty()
                || encoded.stream().mapToLong(octets -> octets.length).sum() > MAX_BYTES) {
            return new Unreadable();
        }
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            var certificates = new ArrayList<X509Certificate>();
            for (byte[] octets : encoded.subList(0, Math.min(encoded.size(), MAX_CERTIFICATES))) {
                if (!(factory.generateCertificate(new ByteArrayInputStream(octets))
                        instanceof X509Certificate certificate)) {
                    return new Unreadable();
                }
                // Also what TLSA records are matched against; a certificate without it is none.
                PublicKeyInfo.of(certificate);
                certificates.add(certificate);
            }
            return new Chain(certificates);
        } catch (CertificateException | IllegalArgumentException _) {
            return new Unreadable();
        }
    }
}
