package org.mailkeep.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Reports written by hand, and what they are packed in. */
public final class Reports {

    private Reports() {}

    /** A report of one domain and day, with one policy. */
    public static String tls(String organization, String id, String domain, int succeeded, int failed) {
        return """
            {"organization-name":"%s",
             "date-range":{"start-datetime":"2026-11-20T00:00:00Z","end-datetime":"2026-11-20T23:59:59Z"},
             "contact-info":"postmaster@reporter.example","report-id":"%s",
             "policies":[{"policy":{"policy-type":"sts",
                 "policy-string":["version: STSv1","mode: enforce","mx: mx1.%s","max_age: 86400"],
                 "policy-domain":"%s","mx-host":["mx1.%s"]},
               "summary":{"total-successful-session-count":%d,"total-failure-session-count":%d},
               "failure-details":[{"result-type":"certificate-expired","sending-mta-ip":"192.0.2.1",
                 "receiving-mx-hostname":"MX1.%s","receiving-ip":"198.51.100.1","failed-session-count":%d}]}]}
            """.formatted(organization, id, domain, domain, domain, succeeded, failed, domain, failed);
    }

    /** A report in the form of RFC 7489 with two records, of which one passes. */
    public static String dmarc(String organization, String id, String domain, int passed, int failed) {
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <feedback>
              <report_metadata><org_name>%s</org_name><email>dmarc@reporter.example</email><report_id>%s</report_id>
                <date_range><begin>1795132800</begin><end>1795219199</end></date_range></report_metadata>
              <policy_published><domain>%s</domain><adkim>r</adkim><aspf>r</aspf><p>reject</p><pct>100</pct></policy_published>
              <record><row><source_ip>192.0.2.1</source_ip><count>%d</count>
                <policy_evaluated><disposition>none</disposition><dkim>pass</dkim><spf>fail</spf></policy_evaluated></row>
                <identifiers><header_from>%s</header_from></identifiers>
                <auth_results><dkim><domain>%s</domain><selector>s1</selector><result>pass</result></dkim>
                  <spf><domain>bounce.example</domain><scope>mfrom</scope><result>fail</result></spf></auth_results></record>
              <record><row><source_ip>203.0.113.9</source_ip><count>%d</count>
                <policy_evaluated><disposition>reject</disposition><dkim>fail</dkim><spf>fail</spf></policy_evaluated></row>
                <identifiers><header_from>%s</header_from></identifiers>
                <auth_results><spf><domain>bad.example</domain><result>softfail</result></spf></auth_results></record>
            </feedback>
            """.formatted(organization, id, domain, passed, domain, domain, failed, domain);
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] gzip(byte[] content) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    public static byte[] zip(String name, byte[]... contents) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (int i = 0; i < contents.length; i++) {
                zip.putNextEntry(new ZipEntry(i == 0 ? name : i + name));
                zip.write(contents[i]);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** A mail as RFC 8460 §5.3 has it, around the attachment. */
    public static byte[] mail(String domain, String type, String fileName, byte[] attachment) {
        return utf8("""
            From: tlsrpt@reporter.example
            To: reports@%s
            Subject: Report Domain: %s Submitter: reporter.example Report-ID: <1@reporter.example>
            TLS-Report-Domain: %s
            TLS-Report-Submitter: reporter.example
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type="tlsrpt"; boundary="x-y-z"

            --x-y-z
            Content-Type: text/plain

            This is a report.
            --x-y-z
            Content-Type: %s; name="%s"
            Content-Disposition: attachment; filename="%s"
            Content-Transfer-Encoding: base64

            %s
            --x-y-z--
            """.formatted(
                        domain,
                        domain,
                        domain,
                        type,
                        fileName,
                        fileName,
                        Base64.getMimeEncoder().encodeToString(attachment))
                .replace("\r\n", "\n")
                .replace("\n", "\r\n"));
    }
}
