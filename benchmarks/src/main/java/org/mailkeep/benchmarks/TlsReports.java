package org.mailkeep.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/** TLS reports (RFC 8460) as senders write them, in four sizes. */
enum TlsReports {
    /** Half a kilobyte: nothing failed. */
    SMALL(0),
    /** Two kilobytes. */
    MEDIUM(6),
    /** Twenty kilobytes. */
    LARGE(100),
    /** Two megabytes. */
    HUGE(10_000);

    /** As {@code gzip} does where it is told nothing. */
    private static final int LEVEL = 6;

    private static final String[] TYPES = {
        "certificate-expired", "starttls-not-supported", "certificate-host-mismatch", "validation-failure"
    };

    private final int details;

    TlsReports(int details) {
        this.details = details;
    }

    /** The report of this number, which no other one has, about a domain of a thousand. */
    byte[] json(int number) {
        var text = new StringBuilder(600 + details * 210);
        String domain = "d" + number % 1000 + ".bench.example";
        text.append("""
            {"organization-name":"Company-%d","date-range":{"start-datetime":"2026-11-20T00:00:00Z",\
            "end-datetime":"2026-11-20T23:59:59Z"},"contact-info":"tls-reports@company.example",\
            "report-id":"%016x-%d","policies":[{"policy":{"policy-type":"sts","policy-string":["version: STSv1",\
            "mode: enforce","mx: *.mail.%s","max_age: 604800"],"policy-domain":"%s","mx-host":["*.mail.%s"]},\
            "summary":{"total-successful-session-count":%d,"total-failure-session-count":%d}\
            """.formatted(
                        number % 50,
                        number * 0x9e3779b97f4a7c15L,
                        number,
                        domain,
                        domain,
                        domain,
                        1000 + number % 97,
                        details * 3));
        for (int i = 0; i < details; i++) {
            text.append(i == 0 ? ",\"failure-details\":[" : ",")
                    .append("""
                {"result-type":"%s","sending-mta-ip":"198.51.100.%d","receiving-mx-hostname":"mx%d.mail.%s",\
                "receiving-ip":"203.0.113.%d","failed-session-count":3,"failure-reason-code":"X509_V_ERR_%d"}\
                """.formatted(TYPES[i % 4], (number + i) % 256, i % 5, domain, i % 7, i % 11));
        }
        return text.append(details == 0 ? "}]}" : "]}]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The same, compressed. */
    byte[] gzip(int number) {
        return gzip(json(number));
    }

    /** The same in a mail as RFC 8460 §5.3 has it, with the headers that mails collect on their way. */
    byte[] mail(int number) {
        String domain = "d" + number % 1000 + ".bench.example";
        return """
            Return-Path: <tlsrpt@company.example>
            Received: from out%d.company.example (out%d.company.example [198.51.100.9])
                by mx1.mail.%s (Postfix) with ESMTPS id 4XyZ%d
                (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))
                for <reports@%s>; Sat, 21 Nov 2026 02:13:0%d +0000 (UTC)
            DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=company.example; s=20260101; t=1795140000;
                h=from:to:subject:date:message-id:mime-version:content-type:tls-report-domain:tls-report-submitter;
                bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;
                b=%s
            From: TLS reports <tlsrpt@company.example>
            To: reports@%s
            Date: Sat, 21 Nov 2026 02:13:00 +0000
            Message-ID: <%d@company.example>
            Subject: Report Domain: %s Submitter: company.example Report-ID: <%d@company.example>
            TLS-Report-Domain: %s
            TLS-Report-Submitter: company.example
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type="tlsrpt"; boundary="----=_Part_%d"

            This is a message in MIME format.

            ------=_Part_%d
            Content-Type: text/plain; charset="us-ascii"
            Content-Transfer-Encoding: 7bit

            This is an aggregate TLS report from company.example

            ------=_Part_%d
            Content-Type: application/tlsrpt+gzip
            Content-Transfer-Encoding: base64
            Content-Disposition: attachment;
                filename="company.example!%s!1795132800!1795219199!%d.json.gz"

            %s
            ------=_Part_%d--
            """.formatted(
                        number % 9,
                        number % 9,
                        domain,
                        number,
                        domain,
                        number % 10,
                        "A".repeat(344),
                        domain,
                        number,
                        domain,
                        number,
                        domain,
                        number,
                        number,
                        number,
                        domain,
                        number,
                        Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(gzip(number)),
                        number)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A report that would be good, but for half a gigabyte of blanks in it. */
    static byte[] bomb(int mebibytes) throws IOException {
        var out = new ByteArrayOutputStream();
        byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        try (var gzip = stream(out)) {
            for (int i = 0; i < mebibytes; i++) {
                gzip.write(blanks);
            }
            gzip.write(SMALL.json(0));
        }
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] content) {
        var out = new ByteArrayOutputStream();
        try (var gzip = stream(out)) {
            gzip.write(content);
        } catch (IOException impossible) {
            throw new IllegalStateException("it is in memory", impossible);
        }
        return out.toByteArray();
    }

    private static GZIPOutputStream stream(ByteArrayOutputStream out) throws IOException {
        return new GZIPOutputStream(out) {
            {
                def.setLevel(LEVEL);
            }
        };
    }
}
