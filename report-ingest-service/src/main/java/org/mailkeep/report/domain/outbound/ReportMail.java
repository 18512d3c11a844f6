package org.mailkeep.report.domain.outbound;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.report.domain.Body;

/**
 * The mail that carries a report (RFC 8460 §5.3), still to be signed.
 *
 * @param id of the delivery; the Message-ID is made of it
 * @param domain that the report is about
 * @param reportId of the report
 * @param file the report, compressed
 */
public record ReportMail(
        UUID id,
        EmailAddress from,
        EmailAddress to,
        Instant date,
        DomainName domain,
        DomainName submitter,
        String reportId,
        String fileName,
        Body file) {

    /** RFC 5322 §3.3, always in English. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /**
     * The mail. TLS-Required (RFC 8689 §3) asks the servers on its way to let it pass where TLS fails: a report about that
     * must get through (RFC 8460 §3). Auto-Submitted (RFC 3834 §5) keeps others from answering.
     */
    public Body text() {
        String boundary = "=_tlsrpt_" + id;
        String text = """
            From: <%s>
            To: <%s>
            Date: %s
            Message-ID: <%s@%s>
            Subject: Report Domain: %s
             Submitter: %s
             Report-ID: <%s>
            TLS-Report-Domain: %s
            TLS-Report-Submitter: %s
            TLS-Required: No
            Auto-Submitted: auto-generated
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type="tlsrpt";
             boundary="%s"

            This is a message in MIME format.

            --%s
            Content-Type: text/plain; charset="us-ascii"
            Content-Transfer-Encoding: 7bit

            This is an aggregate TLS report about %s
            from %s (RFC 8460).

            --%s
            Content-Type: application/tlsrpt+gzip
            Content-Transfer-Encoding: base64
            Content-Disposition: attachment;
             filename="%s"

            %s

            --%s--
            """.formatted(
                        from,
                        to,
                        DATE.format(date),
                        id,
                        submitter,
                        domain,
                        submitter,
                        reportId,
                        domain,
                        submitter,
                        boundary,
                        boundary,
                        domain,
                        submitter,
                        boundary,
                        fileName,
                        Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(file.bytes()),
                        boundary)
                .replace("\n", "\r\n");
        return Body.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
