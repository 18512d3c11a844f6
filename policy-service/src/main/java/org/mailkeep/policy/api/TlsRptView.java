package org.mailkeep.policy.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.contracts.reporting.ReportUri;
import org.mailkeep.contracts.reporting.TlsRptRecord;
import org.mailkeep.policy.domain.posture.TlsRptCheck;

/** Where a domain wants reports about TLS. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "TlsRpt",
        requiredProperties = {"domain", "status", "rua", "faults", "check"})
record TlsRptView(
        String domain,

        @Schema(
                description = "announced: there is one valid record. absent: there is none. invalid: it counts as none."
                        + " undetermined: DNS gave no answer.",
                enumeration = {"announced", "absent", "invalid", "undetermined"})
        String status,

        @Schema(description = "The record as it stands. A stranger wrote it: escape it.") @Nullable String record,

        @Schema(description = "Where reports go.") List<String> rua,

        List<String> faults,

        @Schema(description = "Why there is no valid record.") @Nullable String why,

        CheckView check) {

    static TlsRptView of(DomainName domain, Lookup<String> answer) {
        CheckView check = CheckView.of(TlsRptCheck.of(domain, answer, List.of()));
        return switch (answer) {
            case Lookup.Secure<String> found -> of(domain, TlsRptRecord.of(found.records()), check);
            case Lookup.Insecure<String> found -> of(domain, TlsRptRecord.of(found.records()), check);
            case Lookup.NoData<String> _, Lookup.NxDomain<String> _ -> of(domain, new TlsRptRecord.Absent(), check);
            case Lookup.Bogus<String> bogus -> without(domain, "undetermined", bogus.why(), check);
            case Lookup.TempFail<String> failed -> without(domain, "undetermined", failed.why(), check);
        };
    }

    private static TlsRptView of(DomainName domain, TlsRptRecord record, CheckView check) {
        return switch (record) {
            case TlsRptRecord.Announced announced ->
                new TlsRptView(
                        domain.value(),
                        "announced",
                        announced.text(),
                        announced.rua().stream().map(ReportUri::text).toList(),
                        announced.faults(),
                        null,
                        check);
            case TlsRptRecord.Absent() -> without(domain, "absent", null, check);
            case TlsRptRecord.Invalid(String why) -> without(domain, "invalid", why, check);
        };
    }

    private static TlsRptView without(DomainName domain, String status, @Nullable String why, CheckView check) {
        return new TlsRptView(domain.value(), status, null, List.of(), List.of(), why, check);
    }
}
