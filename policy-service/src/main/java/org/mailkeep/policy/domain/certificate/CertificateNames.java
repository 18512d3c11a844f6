package org.mailkeep.policy.domain.certificate;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.mailkeep.contracts.DomainName;

/** Which DNS names a certificate is for (RFC 6125 §6.4). A wildcard counts as the whole first label only. */
public final class CertificateNames {

    private static final Integer DNS_NAME = 2;

    private static final String WILDCARD = "*.";
    private static final String COMMON_NAME = "CN=";

    private CertificateNames() {}

    /** Whether a DNS name among the subject alternative names is that of {@code host}, as MTA-STS asks (RFC 8461 §4.2). */
    public static boolean hasDnsName(X509Certificate certificate, DomainName host) {
        return dnsNames(certificate).stream().anyMatch(name -> matches(name, host));
    }

    /**
     * Whether the certificate is for one of {@code hosts}, as DANE-TA asks: where it has no DNS name at all, the common
     * name counts (RFC 7672 §3.2.3).
     */
    public static boolean hasDnsOrCommonName(X509Certificate certificate, Set<DomainName> hosts) {
        List<String> dnsNames = dnsNames(certificate);
        List<String> names = dnsNames.isEmpty() ? commonNames(certificate) : dnsNames;
        return names.stream().anyMatch(name -> hosts.stream().anyMatch(host -> matches(name, host)));
    }

    /** The DNS names as they stand in the certificate; none where they cannot be read. */
    public static List<String> dnsNames(X509Certificate certificate) {
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            return alternatives == null
                    ? List.of()
                    : alternatives.stream()
                            .filter(name -> name.getFirst().equals(DNS_NAME))
                            .map(name -> String.valueOf(name.get(1)))
                            .toList();
        } catch (CertificateParsingException _) {
            return List.of();
        }
    }

    static boolean matches(String pattern, DomainName host) {
        return pattern.startsWith(WILDCARD)
                ? DomainName.parse(pattern.substring(WILDCARD.length()))
                        .filter(base -> host.parent().filter(base::equals).isPresent())
                        .isPresent()
                : DomainName.parse(pattern).filter(host::equals).isPresent();
    }

    /** A host name needs no escaping in RFC 2253 form, so that splitting it simply loses no name that could match. */
    private static List<String> commonNames(X509Certificate certificate) {
        String subject = certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
        return Stream.of(subject.split("[,+]", -1))
                .filter(attribute -> attribute.startsWith(COMMON_NAME))
                .map(attribute -> attribute.substring(COMMON_NAME.length()))
                .toList();
    }
}
