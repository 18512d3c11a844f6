package org.mailkeep.policy.resolve;

import io.vertx.core.http.HttpConnection;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.mailkeep.contracts.DomainName;

/**
 * Whether a certificate that is trusted is also one for the policy host, as strictly as RFC 8461 §3.3 has it: by a DNS
 * name among the subject alternative names, never by the common name, and with a wildcard only as the whole first
 * label. The TLS library is more generous.
 */
final class CertificateNames {

    private static final Integer DNS_NAME = 2;

    private static final String WILDCARD = "*.";

    private CertificateNames() {}

    /** What is wrong with the certificate of the peer, in a sentence; empty when nothing is. */
    static Optional<String> problemOf(HttpConnection connection, DomainName host) {
        try {
            return connection.sslSession().getPeerCertificates()[0] instanceof X509Certificate certificate
                            && names(certificate, host)
                    ? Optional.empty()
                    : Optional.of("the policy host's certificate has no DNS name that is the host's");
        } catch (SSLPeerUnverifiedException | CertificateParsingException _) {
            return Optional.of("the policy host's certificate cannot be read");
        }
    }

    /** When the certificate of the peer expires; empty where it cannot be read. */
    static Optional<Instant> endOf(HttpConnection connection) {
        try {
            return connection.sslSession().getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? Optional.of(certificate.getNotAfter().toInstant())
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException _) {
            return Optional.empty();
        }
    }

    private static boolean names(X509Certificate certificate, DomainName host) throws CertificateParsingException {
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        return alternatives != null
                && alternatives.stream()
                        .filter(name -> name.getFirst().equals(DNS_NAME))
                        .anyMatch(name -> matches(String.valueOf(name.get(1)), host));
    }

    static boolean matches(String pattern, DomainName host) {
        return pattern.startsWith(WILDCARD)
                ? host.parent().equals(DomainName.parse(pattern.substring(WILDCARD.length())))
                : DomainName.parse(pattern).filter(host::equals).isPresent();
    }
}
