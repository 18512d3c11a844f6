package org.mailkeep.policy.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What clients are shown of a domain's TLS policy. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "TlsPolicy",
        description = "How connections that deliver mail to a domain must be secured.",
        requiredProperties = {
            "domain",
            "effective",
            "postfix",
            "mxHosts",
            "mtaSts",
            "dane",
            "rule",
            "evaluatedAt",
            "expiresAt",
            "version"
        })
record TlsPolicyView(
        @Schema(description = "The domain in A-labels.", examples = "example.com")
        String domain,

        @Schema(
                description = "What protects mail to the domain, in a word.",
                enumeration = {"dane", "sts", "mixed", "none", "tempfail"})
        String effective,

        @Schema(description = "What Postfix is told over the socketmap, map QUERY.", examples = "OK dane-only")
        String postfix,

        @Schema(description = "The truth per MX host, by preference.")
        List<MxHost> mxHosts,

        MtaSts mtaSts,
        Dane dane,
        RuleView rule,
        Instant evaluatedAt,

        @Schema(description = "Until when the answer is given without looking anything up.")
        Instant expiresAt,

        @Schema(description = "Counts up with every change of the answer and every purge; 0 before it was stored.")
        long version,

        @Schema(description = "What an operator decided for a time, in place of what the domain's records say.")
        @Nullable OverrideView override) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "MxHost",
            requiredProperties = {"host", "preference", "requirement", "reason", "tlsa"})
    record MxHost(
            String host,
            int preference,

            @Schema(
                    description = "What a mail server that can treat each host apart has to demand of it.",
                    enumeration = {"dane", "sts", "opportunistic", "refuse", "tempfail"})
            String requirement,

            String reason,

            @Schema(description = "The name below which the TLSA records are; also a reference identifier for DANE-TA.")
            @Nullable String tlsaBase,

            List<Tlsa> tlsa) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "TlsaRecord",
            requiredProperties = {"usage", "selector", "matchingType", "data", "usable"})
    record Tlsa(
            int usage,
            int selector,
            int matchingType,
            @Schema(description = "Hexadecimal.") String data,
            boolean usable,
            @Nullable String unusableBecause) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "MtaSts",
            requiredProperties = {"status", "mx", "nextCheck"})
    record MtaSts(
            @Schema(
                    description =
                            "active: a policy is in force. expired: it was. unavailable: it is announced and cannot"
                                    + " be had. off: there is none.",
                    enumeration = {"active", "expired", "unavailable", "off"})
            String status,

            @Nullable String id,

            @Schema(enumeration = {"enforce", "testing", "none"}) @Nullable String mode,

            List<String> mx,

            @Schema(description = "Seconds.") @Nullable Long maxAge,

            @Nullable Instant fetchedAt,
            @Nullable Instant expiresAt,

            @Schema(description = "When DNS is asked again.")
            Instant nextCheck,

            @Schema(description = "Why there is no policy.") @Nullable String why,

            @Nullable FetchFailure lastFailure) {}

    @Schema(name = "FetchFailure")
    record FetchFailure(
            String id,

            @Schema(description = "The result type of RFC 8460 §4.3.2.2.")
            String type,

            String why,
            Instant retryAt) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "Dane",
            requiredProperties = {"route", "mxSecure", "implicitMx", "expiresAt"})
    record Dane(
            @Schema(
                    description = "Where mail goes.",
                    enumeration = {"hosts", "no-mail", "no-such-domain", "undetermined"})
            String route,

            @Schema(description = "Whether DNSSEC proves the list of hosts.")
            boolean mxSecure,

            @Schema(description = "Whether the domain has no MX record and takes the mail itself.")
            boolean implicitMx,

            @Nullable String why,
            Instant expiresAt) {}

    @Schema(name = "Rule", description = "The rule that decided.")
    record RuleView(
            @Schema(examples = "dane-all-hosts") String id,
            @Schema(examples = "RFC 7672 §2.2") String rfc,
            String text) {}
}
