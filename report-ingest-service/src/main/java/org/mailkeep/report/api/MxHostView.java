package org.mailkeep.report.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.mailkeep.contracts.ProbeCompleted;
import org.mailkeep.report.domain.dashboard.Dimension;
import org.mailkeep.report.domain.dashboard.FailurePicture;
import org.mailkeep.report.domain.dashboard.MxHostPicture;
import org.mailkeep.report.domain.dashboard.Share;

/** A mail host: what is reported of it, and what probes saw. */
@Schema(name = "MxHost")
record MxHostView(
        String host,

        @Schema(description = "Its addresses, each by the last probe that tells of it; empty where nothing is known.")
        List<Address> addresses,

        @Schema(description = "The certificates that it showed then.")
        List<Certificate> certificates,

        @Schema(
                description = "Whether it has TLSA records; unknown where no probe told.",
                enumeration = {"found", "absent", "unknown"})
        String tlsaState,

        @Schema(description = "In presentation form.") List<String> tlsa,

        @Schema(description = "The failures that are reported of it.")
        FailureCountsView failures,

        @Schema(description = "Of the receiving addresses in reports: ours, foreign or unknown.")
        Map<String, String> receivers) {

    @Schema(name = "MxHostAddress")
    record Address(
            @Schema(description = "Empty where the host has none.")
            String address,

            @Schema(description = "What was seen, in a word.")
            String verdict,

            @Schema(description = "The failure in the words of RFC 8460 §4.3; empty where there is none.")
            String resultType,

            @Schema(description = "What was seen, in a sentence.")
            String why,

            @Schema(description = "For which it was probed.")
            String domain,

            Instant seenAt) {}

    @Schema(name = "MxHostCertificate")
    record Certificate(
            @Schema(description = "As in RFC 2253.") String subject,

            @Schema(description = "As in RFC 2253.") String issuer,

            @Schema(description = "DNS names.") List<String> names,

            Instant notBefore,
            Instant notAfter,
            String sha256,

            @Schema(description = "Where it was shown.") Set<String> addresses) {}

    static MxHostView of(String host, MxHostPicture probed, FailurePicture failures) {
        return new MxHostView(
                host,
                probed.addresses().stream().map(MxHostView::address).toList(),
                probed.certificates().stream().map(MxHostView::certificate).toList(),
                probed.tlsa()
                        .map(seen -> seen.host().tlsa().isEmpty()
                                ? ProbeCompleted.Host.TLSA_ABSENT
                                : ProbeCompleted.Host.TLSA_FOUND)
                        .orElse(ProbeCompleted.Host.TLSA_UNKNOWN),
                probed.tlsa().map(seen -> seen.host().tlsa()).orElse(List.of()),
                FailureCountsView.of(failures),
                failures.of(Dimension.RECEIVER).stream()
                        .map(Share::value)
                        .collect(Collectors.toMap(
                                Function.identity(),
                                address -> probed.whose(address).name().toLowerCase(Locale.ROOT),
                                (one, _) -> one,
                                TreeMap::new)));
    }

    private static Address address(MxHostPicture.Seen seen) {
        return new Address(
                seen.host().address(),
                seen.host().verdict(),
                seen.host().resultType(),
                seen.host().why(),
                seen.domain().value(),
                seen.at());
    }

    private static Certificate certificate(MxHostPicture.Shown shown) {
        return new Certificate(
                shown.certificate().subject(),
                shown.certificate().issuer(),
                shown.certificate().names(),
                shown.certificate().notBefore(),
                shown.certificate().notAfter(),
                shown.sha256(),
                shown.addresses());
    }
}
