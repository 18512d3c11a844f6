package org.mailkeep.policy.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.dmarc.Evaluation;

/** What DMARC says of a message. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "DmarcEvaluation",
        requiredProperties = {"result", "disposition", "identifiers", "reason"})
record DmarcEvaluationView(
        @Schema(
                description = "As in an Authentication-Results field.",
                enumeration = {"pass", "fail", "none", "temperror"})
        String result,

        @Schema(
                description = "What the owner of the domain asks of receivers.",
                enumeration = {"none", "quarantine", "reject"})
        String disposition,

        DmarcView.@Nullable Policy policy,

        @Schema(description = "That of the author domain.") @Nullable String organizationalDomain,

        @Schema(description = "Each result, with SPF first, and whether it speaks for the author domain.")
        List<Identifier> identifiers,

        @Schema(description = "Why the result is what it is, in a sentence.")
        String reason) {

    @Schema(
            name = "DmarcIdentifier",
            requiredProperties = {"mechanism", "domain", "result", "alignment"})
    record Identifier(
            @Schema(enumeration = {"spf", "dkim"}) String mechanism,

            String domain,
            String result,

            @Schema(enumeration = {"aligned", "not-aligned", "not-authenticated", "unknown"})
            String alignment) {

        static Identifier of(Evaluation.Identifier identifier) {
            return new Identifier(
                    word(identifier.check().mechanism()),
                    identifier.check().domain().value(),
                    identifier.check().result().word(),
                    word(identifier.alignment()));
        }
    }

    static DmarcEvaluationView of(Evaluation evaluation) {
        return new DmarcEvaluationView(
                word(evaluation.verdict()),
                evaluation.disposition().word(),
                evaluation.policy().map(DmarcView.Policy::of).orElse(null),
                evaluation.organizationalDomain().map(DomainName::value).orElse(null),
                evaluation.identifiers().stream().map(Identifier::of).toList(),
                evaluation.reason());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
