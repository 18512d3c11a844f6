package org.mailkeep.policy.domain.verification;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a presented chain leads to an anchor (RFC 5280 §6), and what is wrong where it does not. */
final class ChainCheck {

    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final String ANY_PURPOSE = "2.5.29.37.0";

    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private final List<X509Certificate> chain;
    private final Instant now;

    ChainCheck(Presented.Chain presented, Instant now) {
        chain = presented.certificates();
        this.now = now;
    }

    /** What is wrong with the chain when it is to lead to one of {@code anchors}; empty when nothing is. */
    Optional<Failure> problem(Set<TrustAnchor> anchors, Failure notReached) {
        X509Certificate leaf = chain.getFirst();
        if (!leadsToAnchor(anchors, now)) {
            return Optional.of(whyNot(leaf, anchors, notReached));
        }
        return isForServers(leaf) ? Optional.empty() : Optional.of(notReached);
    }

    /** Certificates of the chain, and certificates from elsewhere, as anchors. */
    static Set<TrustAnchor> anchors(Stream<X509Certificate> certificates) {
        return certificates
                .map(certificate -> new TrustAnchor(certificate, null))
                .collect(Collectors.toSet());
    }

    /** A bare key as an anchor for each name that could be its owner's; none where the JDK does not know such keys. */
    Set<TrustAnchor> anchors(byte[] publicKeyInfo) {
        Optional<PublicKey> key = publicKey(publicKeyInfo);
        return key.isEmpty()
                ? Set.of()
                : chain.stream()
                        .map(X509Certificate::getIssuerX500Principal)
                        .distinct()
                        .map(name -> new TrustAnchor(name, key.get(), null))
                        .collect(Collectors.toSet());
    }

    private Failure whyNot(X509Certificate leaf, Set<TrustAnchor> anchors, Failure notReached) {
        if (now.isAfter(leaf.getNotAfter().toInstant())) {
            return Failure.EXPIRED;
        }
        if (now.isBefore(leaf.getNotBefore().toInstant())) {
            return Failure.NOT_YET_VALID;
        }
        // The leaf is valid now. If the chain held when the leaf began, something else of it ended since.
        return leadsToAnchor(anchors, leaf.getNotBefore().toInstant()) ? Failure.EXPIRED : notReached;
    }

    private boolean leadsToAnchor(Set<TrustAnchor> anchors, Instant at) {
        if (anchors.isEmpty()) {
            return false;
        }
        try {
            var leaf = new X509CertSelector();
            leaf.setCertificate(chain.getFirst());
            var parameters = new PKIXBuilderParameters(anchors, leaf);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            CertPathBuilder.getInstance("PKIX").build(parameters);
            return true;
        } catch (CertPathBuilderException _) {
            return false;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK cannot build certification paths", missing);
        }
    }

    /** RFC 5280 §4.2.1.12: where purposes are listed, the certificate is good for no others. */
    private static boolean isForServers(X509Certificate leaf) {
        try {
            List<String> purposes = leaf.getExtendedKeyUsage();
            return purposes == null || purposes.contains(SERVER_AUTHENTICATION) || purposes.contains(ANY_PURPOSE);
        } catch (CertificateParsingException _) {
            return false;
        }
    }

    private static Optional<PublicKey> publicKey(byte[] info) {
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return Optional.of(KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(info)));
            } catch (GeneralSecurityException _) {
                // Of another algorithm.
            }
        }
        return Optional.empty();
    }
}
