package org.mailkeep.policy.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A policy with all that it rests on. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Explanation", description = "The policy, what DNS says now, and what would change the answer.")
record ExplanationView(
        @JsonUnwrapped TlsPolicyView policy,

        @Schema(description = "Every DNS answer that the policy rests on, in the order of the questions.")
        List<DnsAnswer> dns,

        @Schema(description = "What was done about MTA-STS, and what came of it.")
        List<String> mtaStsSteps,

        @Schema(description = "What would change the answer, and faults to mend.")
        List<String> advice,

        @Schema(description = "Present when the answer that is served differs from what is seen now.") @Nullable String served) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "DnsAnswer",
            requiredProperties = {"question", "type", "outcome", "secure", "records"})
    record DnsAnswer(
            @Schema(examples = "_25._tcp.mail.example.com") String question,
            @Schema(examples = "TLSA") String type,

            @Schema(enumeration = {"secure", "insecure", "bogus", "nodata", "nxdomain", "tempfail"})
            String outcome,

            @Schema(description = "Whether DNSSEC proves the answer, or the denial.")
            boolean secure,

            @Schema(description = "Seconds.") @Nullable Long ttl,

            @Schema(description = "In presentation form.") List<String> records,

            @Schema(description = "Why the answer is no use.") @Nullable String why) {}
}
