package org.mailkeep.policy.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.caa.Authorization;
import org.mailkeep.policy.domain.caa.CaaRecord;
import org.mailkeep.policy.domain.caa.CaaRules;
import org.mailkeep.policy.domain.caa.CaaSearch;
import org.mailkeep.policy.domain.posture.CaaCheck;

/** Who may issue certificates for a name. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Caa",
        requiredProperties = {"domain", "status", "records", "issuers", "wildcardIssuers", "iodef", "faults", "check"})
record CaaView(
        String domain,

        @Schema(
                description = "found: there are records. none: nobody is excluded. undetermined: DNS gave no answer.",
                enumeration = {"found", "none", "undetermined"})
        String status,

        @Schema(description = "The name that has the records: the domain or the nearest one above (RFC 8659 §3).")
        @Nullable String at,

        @Schema(description = "Whether DNSSEC proves the records.") @Nullable Boolean secure,

        @Schema(description = "The records as a zone file has them. Strangers wrote them: escape them.")
        List<String> records,

        @Schema(description = "Who may issue for the name itself.")
        List<Issuer> issuers,

        @Schema(description = "Who may issue wildcards below it (RFC 8659 §4.3).")
        List<Issuer> wildcardIssuers,

        @Schema(description = "Where authorities report requests that break the rules.")
        List<String> iodef,

        @Schema(description = "Whether the issuer that was asked for may issue.") @Nullable Verdict verdict,

        List<String> faults,

        @Schema(description = "Why nothing could be found out.") @Nullable String why,

        CheckView check) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "CaaIssuer",
            requiredProperties = {"issuer", "validationMethods"})
    record Issuer(
            String issuer,

            @Schema(description = "The only account that may ask (RFC 8657 §3).") @Nullable String accountUri,

            @Schema(description = "The only ways of validation (RFC 8657 §4); empty: all.")
            List<String> validationMethods) {

        static Issuer of(Authorization authorization) {
            return new Issuer(
                    authorization.issuer().value(),
                    authorization.accountUri().orElse(null),
                    authorization.validationMethods());
        }
    }

    @Schema(
            name = "CaaVerdict",
            requiredProperties = {"issuer", "allowed", "wildcardAllowed", "why"})
    record Verdict(String issuer, boolean allowed, boolean wildcardAllowed, String why) {

        static Verdict of(CaaRules rules, DomainName issuer) {
            CaaRules.Verdict verdict = rules.permits(issuer, false);
            return new Verdict(issuer.value(), allowed(verdict), allowed(rules.permits(issuer, true)), verdict.why());
        }

        private static boolean allowed(CaaRules.Verdict verdict) {
            return switch (verdict) {
                case CaaRules.Verdict.Unrestricted _, CaaRules.Verdict.Allowed _ -> true;
                case CaaRules.Verdict.Forbidden _ -> false;
            };
        }
    }

    static CaaView of(DomainName domain, CaaSearch.Decided decided, Optional<DomainName> issuer) {
        CheckView check =
                CheckView.of(CaaCheck.of(domain, decided, issuer.map(Set::of).orElse(Set.of())));
        return switch (decided) {
            case CaaSearch.Found found -> {
                CaaRules rules = new CaaRules(found.records());
                yield new CaaView(
                        domain.value(),
                        "found",
                        found.at().value(),
                        found.secure(),
                        found.records().stream().map(CaaRecord::toString).toList(),
                        issuers(rules, false),
                        issuers(rules, true),
                        rules.iodef(),
                        issuer.map(name -> Verdict.of(rules, name)).orElse(null),
                        rules.faults(),
                        null,
                        check);
            }
            case CaaSearch.None() ->
                withoutRecords(
                        domain,
                        "none",
                        issuer.map(name -> Verdict.of(new CaaRules(List.of()), name))
                                .orElse(null),
                        null,
                        check);
            case CaaSearch.Undetermined(DomainName at, String why) ->
                withoutRecords(domain, "undetermined", null, at + ": " + why, check);
        };
    }

    private static CaaView withoutRecords(
            DomainName domain, String status, @Nullable Verdict verdict, @Nullable String why, CheckView check) {
        return new CaaView(
                domain.value(),
                status,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                verdict,
                List.of(),
                why,
                check);
    }

    private static List<Issuer> issuers(CaaRules rules, boolean wildcard) {
        return rules.authorizations(wildcard).stream().map(Issuer::of).toList();
    }
}
