package org.mailkeep.report.api;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.mailkeep.report.domain.dashboard.FailureRow;
import org.mailkeep.report.domain.tlsrpt.FailureDetail;

/** A failure detail as it is handed out; what its report does not say is empty. */
@Schema(name = "Failure", description = "Sessions that failed for one reason (RFC 8460 §4.4).")
public record FailureView(
        String day,
        String domain,
        String policyType,
        String organization,
        String resultType,
        long failedSessions,
        String mxHost,
        String mxHelo,
        String receivingIp,
        String sendingMtaIp,
        String reasonCode,
        String additionalInformation,
        String report) {

    /** Of the columns in CSV, as the members of the object in JSON. */
    public static final List<String> NAMES = List.of(
            "day",
            "domain",
            "policyType",
            "organization",
            "resultType",
            "failedSessions",
            "mxHost",
            "mxHelo",
            "receivingIp",
            "sendingMtaIp",
            "reasonCode",
            "additionalInformation",
            "report");

    /** The same of a row. */
    public static FailureView of(FailureRow row) {
        FailureDetail detail = row.detail();
        return new FailureView(
                LocalDate.ofInstant(row.begin(), ZoneOffset.UTC).toString(),
                row.domain(),
                row.policyType(),
                row.organization(),
                detail.resultType(),
                detail.failedSessions(),
                detail.receivingMxHostname().orElse(""),
                detail.receivingMxHelo().orElse(""),
                detail.receivingIp().orElse(""),
                detail.sendingMtaIp().orElse(""),
                detail.failureReasonCode().orElse(""),
                detail.additionalInformation().orElse(""),
                row.report().toString());
    }

    /** In the order of {@link #NAMES}. */
    public List<String> fields() {
        return List.of(
                day,
                domain,
                policyType,
                organization,
                resultType,
                Long.toString(failedSessions),
                mxHost,
                mxHelo,
                receivingIp,
                sendingMtaIp,
                reasonCode,
                additionalInformation,
                report);
    }
}
