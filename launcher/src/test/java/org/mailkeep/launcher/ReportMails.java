package org.mailkeep.launcher;

import java.nio.charset.StandardCharsets;

/** TLS reports (RFC 8460), and mails with one. */
final class ReportMails {

    private ReportMails() {}

    /** A report about a domain with one policy. */
    static byte[] report(String id, String domain, long succeeded, long failed) {
        return """
            {"organization-name":"Reporter",
             "date-range":{"start-datetime":"2026-11-20T00:00:00Z","end-datetime":"2026-11-20T23:59:59Z"},
             "contact-info":"postmaster@reporter.example","report-id":"%s",
             "policies":[{"policy":{"policy-type":"sts","policy-domain":"%s","mx-host":["mx.%s"]},
               "summary":{"total-successful-session-count":%d,"total-failure-session-count":%d},
               "failure-details":[{"result-type":"certificate-expired","sending-mta-ip":"192.0.2.1",
                 "receiving-mx-hostname":"mx.%s","failed-session-count":%d}]}]}
            """.formatted(id, domain, domain, succeeded, failed, domain, failed)
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The report in a mail of RFC 8460 §5.3.
     *
     * @param header further lines on top
     */
    static byte[] mail(String header, String domain, byte[] report) {
        return (header + """
            From: TLS reports <noreply@reporter.example>
            To: tlsrpt@%s
            Subject: Report Domain: %s Submitter: reporter.example Report-ID: <1@reporter.example>
            Date: Sat, 21 Nov 2026 03:00:00 +0000
            Message-ID: <1@reporter.example>
            TLS-Report-Domain: %s
            TLS-Report-Submitter: reporter.example
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type="tlsrpt"; boundary="x-y-z"

            --x-y-z
            Content-Type: text/plain

            This is a report.
            --x-y-z
            Content-Type: application/tlsrpt+json

            %s--x-y-z--
            """.formatted(domain, domain, domain, new String(report, StandardCharsets.UTF_8)))
                .replace("\r\n", "\n")
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
