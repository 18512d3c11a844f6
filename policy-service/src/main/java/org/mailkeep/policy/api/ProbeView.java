package org.mailkeep.policy.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.mailkeep.policy.domain.certificate.CertificateNames;
import org.mailkeep.policy.domain.certificate.PublicKeyInfo;
import org.mailkeep.policy.domain.probe.Contact;
import org.mailkeep.policy.domain.probe.DomainProbe;
import org.mailkeep.policy.domain.probe.HostProbe;
import org.mailkeep.policy.domain.verification.Presented;

/** What a probe saw. */
@Schema(name = "Probe")
record ProbeView(
        String domain,
        String reason,

        @Schema(description = "Whether every host that could be judged satisfies the policy, and at least one could.")
        boolean passed,

        @Schema(description = "Every address of every MX host.")
        List<Host> hosts,

        Instant at) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "ProbedHost",
            requiredProperties = {"host", "address", "outcome", "why", "chain"})
    record Host(
            String host,

            @Schema(description = "Empty where the host has none.")
            String address,

            @Schema(description = "As in a verdict; or unreachable, or not-tried.")
            String outcome,

            String why,

            @Schema(description = "The greeting, cut to printable ASCII.") @Nullable String banner,

            @Nullable Boolean startTls,

            @Schema(examples = "TLSv1.3") @Nullable String tlsVersion,

            @Schema(description = "What went wrong before there was anything to judge.") @Nullable String problem,

            @Schema(description = "The presented certificates, the host's own first.")
            List<Certificate> chain,

            @Nullable VerdictView verdict) {}

    @Schema(name = "PresentedCertificate")
    record Certificate(
            String subject,
            String issuer,

            @Schema(description = "The DNS names.") List<String> names,

            Instant notBefore,
            Instant notAfter,

            @Schema(description = "SHA-256 of the public key: the data of a TLSA record x 1 1.")
            String publicKeySha256) {

        static Certificate of(X509Certificate certificate) {
            return new Certificate(
                    certificate.getSubjectX500Principal().getName(),
                    certificate.getIssuerX500Principal().getName(),
                    CertificateNames.dnsNames(certificate),
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant(),
                    PublicKeyInfo.of(certificate).sha256());
        }
    }

    static ProbeView of(DomainProbe probe) {
        return new ProbeView(
                probe.domain().value(),
                probe.reason(),
                probe.passed(),
                probe.hosts().stream().map(ProbeView::host).toList(),
                probe.at());
    }

    private static Host host(HostProbe probe) {
        VerdictView verdict = probe.verdict().map(VerdictView::of).orElse(null);
        return switch (probe.contact()) {
            case Contact.Answered answered ->
                new Host(
                        probe.host().value(),
                        probe.address(),
                        probe.word(),
                        probe.why(),
                        answered.banner(),
                        answered.startTls(),
                        answered.tlsVersion().orElse(null),
                        answered.why().orElse(null),
                        answered.presented() instanceof Presented.Chain(var certificates)
                                ? certificates.stream().map(Certificate::of).toList()
                                : List.of(),
                        verdict);
            case Contact.Unreachable _, Contact.NotTried _ ->
                new Host(
                        probe.host().value(),
                        probe.address(),
                        probe.word(),
                        probe.why(),
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        verdict);
        };
    }
}
