package org.mailkeep.policy.domain.verification;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.certificate.CertificateNames;
import org.mailkeep.policy.domain.certificate.PublicKeyInfo;
import org.mailkeep.policy.domain.dane.TlsaRecord;

/** Matches a presented chain against TLSA records (RFC 7671 §5, RFC 7672 §3). */
final class TlsaMatch {

    private static final int DANE_TA = 2;
    private static final int PUBLIC_KEY = 1;
    private static final int FULL = 0;

    private final Presented.Chain chain;
    private final Set<DomainName> referenceNames;
    private final Instant now;

    TlsaMatch(Presented.Chain chain, Set<DomainName> referenceNames, Instant now) {
        this.chain = chain;
        this.referenceNames = referenceNames;
        this.now = now;
    }

    /** Any one record that matches is enough; where none does, the one that comes closest says what is wrong. */
    Verdict with(List<TlsaRecord> records) {
        Failure closest = Failure.NO_TLSA_MATCHES;
        for (TlsaRecord record : records) {
            Optional<Failure> problem = record.usage() == DANE_TA ? authorityProblem(record) : endEntityProblem(record);
            if (problem.isEmpty()) {
                return new Verdict.DaneMatched(record);
            }
            if (closest == Failure.NO_TLSA_MATCHES) {
                closest = problem.get();
            }
        }
        return new Verdict.Failed(closest);
    }

    /** DANE-EE(3): the record says it all; neither names nor dates are looked at (RFC 7672 §3.1.1). */
    private Optional<Failure> endEntityProblem(TlsaRecord record) {
        return matches(record, chain.leaf()) ? Optional.empty() : Optional.of(Failure.NO_TLSA_MATCHES);
    }

    /** DANE-TA(2): the chain leads to the authority, and the host's certificate is for a reference name (§3.1.2). */
    private Optional<Failure> authorityProblem(TlsaRecord record) {
        var check = new ChainCheck(chain, now);
        Set<TrustAnchor> anchors = anchors(record, check);
        if (anchors.isEmpty()) {
            return Optional.of(Failure.NO_TLSA_MATCHES);
        }
        Optional<Failure> problem = check.problem(anchors, Failure.ANCHOR_NOT_REACHED);
        if (problem.isPresent()) {
            return problem;
        }
        return CertificateNames.hasDnsOrCommonName(chain.leaf(), referenceNames)
                ? Optional.empty()
                : Optional.of(Failure.NAME_MISMATCH);
    }

    private Set<TrustAnchor> anchors(TlsaRecord record, ChainCheck check) {
        // The host's own certificate is no authority, also where it vouches for itself.
        List<X509Certificate> authorities =
                chain.certificates().subList(1, chain.certificates().size());
        var anchors = new HashSet<>(
                ChainCheck.anchors(authorities.stream().filter(certificate -> matches(record, certificate))));
        // "2 0 0" and "2 1 0" hold the authority itself, so that it need not be presented (RFC 7671 §5.2.2, §5.2.3).
        if (record.matchingType() == FULL) {
            byte[] der = HexFormat.of().parseHex(record.data());
            anchors.addAll(
                    record.selector() == PUBLIC_KEY
                            ? check.anchors(der)
                            : ChainCheck.anchors(certificate(der).stream()));
        }
        return anchors;
    }

    private static boolean matches(TlsaRecord record, X509Certificate certificate) {
        byte[] selected =
                record.selector() == PUBLIC_KEY ? PublicKeyInfo.of(certificate).der() : encoded(certificate);
        return record.isAbout(selected);
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("a certificate that was read and cannot be written", impossible);
        }
    }

    private static Optional<X509Certificate> certificate(byte[] der) {
        try {
            return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der))
                            instanceof X509Certificate certificate
                    ? Optional.of(certificate)
                    : Optional.empty();
        } catch (CertificateException _) {
            return Optional.empty();
        }
    }
}
