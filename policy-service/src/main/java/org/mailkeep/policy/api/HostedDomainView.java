package org.mailkeep.policy.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.certificate.PublicKeyInfo;
import org.mailkeep.policy.domain.hosted.Hosted;
import org.mailkeep.policy.domain.hosted.HostedDomain;
import org.mailkeep.policy.domain.hosted.Lint;
import org.mailkeep.policy.domain.hosted.MailHost;
import org.mailkeep.policy.domain.hosted.Publication;
import org.mailkeep.policy.domain.mtasts.MxPattern;
import org.mailkeep.policy.domain.mtasts.StsPolicy;
import org.mailkeep.policy.domain.mtasts.StsPolicy.Mode;

/** A hosted domain as it is shown. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "HostedDomain",
        requiredProperties = {"domain", "state", "mtaSts", "mxHosts", "tlsrptRua", "caaIssuers", "lint"})
record HostedDomainView(
        String domain,

        @Schema(
                description = "publishing: a new policy text is on its way to the replicas. live: all serve it."
                        + " leaving: mode none is served until senders have forgotten the policy.",
                enumeration = {"publishing", "live", "leaving"})
        String state,

        MtaSts mtaSts,
        List<MxHost> mxHosts,
        List<String> tlsrptRua,
        List<String> caaIssuers,
        List<Finding> lint,

        @Schema(description = "Until when a domain that is being left is served.") @Nullable Instant servedUntil) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "HostedMtaSts",
            requiredProperties = {"mode", "mx", "maxAge", "changedAt"})
    record MtaSts(
            @Schema(enumeration = {"enforce", "testing", "none"})
            String mode,

            List<String> mx,

            @Schema(description = "Seconds.") long maxAge,

            @Schema(description = "The id to be published in _mta-sts now; none before every replica serves the text.")
            @Nullable String publishedId,

            @Schema(description = "The id that is to be published as soon as every replica serves the new text.")
            @Nullable String pendingId,

            Instant changedAt) {}

    @Schema(name = "HostedMxHost")
    record MxHost(String host, List<Key> keys) {}

    @Schema(name = "HostedKey")
    record Key(
            @Schema(description = "SHA-256 of the public key: the data of a TLSA record 3 1 1.")
            String sha256) {}

    @Schema(name = "LintFinding")
    record Finding(@Schema(enumeration = {"refuse", "warn"}) String severity, String rule, String text) {}

    static HostedDomainView of(Hosted hosted, List<Lint.Finding> findings) {
        HostedDomain wanted = hosted.wanted();
        Publication publication = hosted.publication();
        return new HostedDomainView(
                wanted.domain().value(),
                publication.state().name().toLowerCase(Locale.ROOT),
                new MtaSts(
                        publication.policy().mode().word(),
                        publication.policy().mx().stream()
                                .map(MxPattern::toString)
                                .toList(),
                        publication.policy().maxAge().toSeconds(),
                        publication.announcedId().orElse(null),
                        publication.live() ? null : publication.id(),
                        publication.changedAt()),
                wanted.mxHosts().stream().map(HostedDomainView::host).toList(),
                wanted.tlsrptRua(),
                wanted.caaIssuers(),
                findings(findings),
                publication.leaving() ? publication.rememberedUntil() : null);
    }

    static List<Finding> findings(List<Lint.Finding> findings) {
        return findings.stream()
                .map(finding ->
                        new Finding(finding.severity().name().toLowerCase(Locale.ROOT), finding.rule(), finding.text()))
                .toList();
    }

    private static MxHost host(MailHost host) {
        return new MxHost(
                host.name().value(),
                host.keys().stream().map(key -> new Key(key.sha256())).toList());
    }

    /** A hosted domain as it is asked for. */
    @Schema(
            name = "HostedDomainRequest",
            requiredProperties = {"mtaSts"})
    record Wanted(
            @Nullable WantedSts mtaSts,
            @Nullable List<WantedHost> mxHosts,

            @Schema(description = "Where TLS reports go: mailto: and https: URIs.") @Nullable List<String> tlsrptRua,

            @Schema(description = "Issuer domain names of the authorities that may issue.") @Nullable List<String> caaIssuers) {

        /** Throws IllegalArgumentException with a sentence that is safe to show. */
        HostedDomain toDomain(DomainName domain) {
            return new HostedDomain(
                    domain,
                    Calls.present(mtaSts, "mtaSts").toPolicy(),
                    stream(mxHosts).map(WantedHost::toHost).toList(),
                    stream(tlsrptRua).toList(),
                    stream(caaIssuers).toList());
        }
    }

    @Schema(
            name = "HostedMtaStsRequest",
            requiredProperties = {"mode", "maxAge"})
    record WantedSts(
            @Schema(enumeration = {"enforce", "testing", "none"}) @Nullable String mode,

            @Schema(description = "Host names, or *. and a name.") @Nullable List<String> mx,

            @Schema(description = "Seconds, 31557600 at most.") @Nullable Long maxAge) {

        StsPolicy toPolicy() {
            long seconds = Calls.present(maxAge, "maxAge");
            if (seconds < 0 || seconds > StsPolicy.MAX_MAX_AGE.toSeconds()) {
                throw new IllegalArgumentException("maxAge is not from 0 to " + StsPolicy.MAX_MAX_AGE.toSeconds());
            }
            return new StsPolicy(
                    toMode(Calls.present(mode, "mode")),
                    stream(mx).map(WantedSts::pattern).toList(),
                    Duration.ofSeconds(seconds));
        }

        private static Mode toMode(String word) {
            return Stream.of(Mode.values())
                    .filter(mode -> mode.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("mode is not enforce, testing or none"));
        }

        static MxPattern pattern(String text) {
            return MxPattern.parse(text)
                    .orElseThrow(() ->
                            new IllegalArgumentException("an mx is neither a host name in A-labels nor *. and such"));
        }
    }

    @Schema(
            name = "HostedMxHostRequest",
            requiredProperties = {"host"})
    record WantedHost(
            @Nullable String host,

            @Schema(
                    description = "Certificates, public keys or certificate requests in PEM: of the key in use first,"
                            + " then of those to come.")
            @Nullable List<String> keys) {

        MailHost toHost() {
            return new MailHost(
                    DomainName.of(Calls.present(host, "host")),
                    stream(keys).map(PublicKeyInfo::ofPem).toList());
        }
    }

    private static <T> Stream<T> stream(@Nullable List<T> list) {
        return list == null ? Stream.empty() : list.stream().filter(Objects::nonNull);
    }
}
