package org.mailkeep.report.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.mailkeep.report.domain.dmarc.DmarcRecord;
import org.mailkeep.report.domain.stored.KeptDetail;
import org.mailkeep.report.domain.tlsrpt.FailureDetail;
import org.mailkeep.report.domain.tlsrpt.PolicyResult;

/** A report with what it says. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ReportDetail", description = "A report with what it says; of very long ones, the first thousand rows.")
record ReportDetailView(
        @JsonUnwrapped ReportView report,
        @Schema(description = "Of a TLS report.") @Nullable List<Policy> policies,

        @Schema(description = "Of a DMARC report.") @Nullable List<Row> records) {

    static ReportDetailView of(KeptDetail detail) {
        return switch (detail) {
            case KeptDetail.Tls tls ->
                new ReportDetailView(
                        ReportView.of(tls.head()),
                        tls.policies().stream().map(Policy::of).toList(),
                        null);
            case KeptDetail.Dmarc dmarc ->
                new ReportDetailView(
                        ReportView.of(dmarc.head()),
                        null,
                        dmarc.records().stream().map(Row::of).toList());
        };
    }

    @Schema(name = "PolicyResult")
    record Policy(
            String type,
            String domain,
            List<String> policyStrings,
            List<String> mxHosts,
            long succeeded,
            long failed,
            List<Failure> failures) {

        static Policy of(PolicyResult result) {
            return new Policy(
                    result.type(),
                    result.domain().value(),
                    result.strings(),
                    result.mxHosts(),
                    result.succeeded(),
                    result.failed(),
                    result.failures().stream().map(Failure::of).toList());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "FailureDetail")
    record Failure(
            String resultType,
            long failedSessions,
            @Nullable String sendingMtaIp,
            @Nullable String receivingMxHostname,
            @Nullable String receivingMxHelo,
            @Nullable String receivingIp,
            @Nullable String additionalInformation,
            @Nullable String failureReasonCode) {

        static Failure of(FailureDetail detail) {
            return new Failure(
                    detail.resultType(),
                    detail.failedSessions(),
                    detail.sendingMtaIp().orElse(null),
                    detail.receivingMxHostname().orElse(null),
                    detail.receivingMxHelo().orElse(null),
                    detail.receivingIp().orElse(null),
                    detail.additionalInformation().orElse(null),
                    detail.failureReasonCode().orElse(null));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "DmarcRecord")
    record Row(
            String sourceIp,
            long messages,
            String disposition,
            String dkim,
            String spf,
            @Nullable String headerFrom,
            @Nullable String envelopeFrom,
            List<String> reasons,
            List<AuthResult> dkimResults,
            List<AuthResult> spfResults) {

        static Row of(DmarcRecord one) {
            return new Row(
                    one.sourceIp(),
                    one.count(),
                    one.disposition(),
                    one.dkim(),
                    one.spf(),
                    one.headerFrom().orElse(null),
                    one.envelopeFrom().orElse(null),
                    one.reasons().stream().map(DmarcRecord.Reason::type).toList(),
                    one.dkimResults().stream()
                            .map(dkim -> new AuthResult(
                                    dkim.domain(),
                                    dkim.result(),
                                    dkim.selector().orElse(null)))
                            .toList(),
                    one.spfResults().stream()
                            .map(spf -> new AuthResult(spf.domain(), spf.result(), null))
                            .toList());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AuthResult")
    record AuthResult(
            String domain, String result, @Nullable String selector) {}
}
