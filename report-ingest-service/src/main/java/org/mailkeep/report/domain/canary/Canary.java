package org.mailkeep.report.domain.canary;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.mailkeep.contracts.DomainName;

/**
 * A report of no sessions about a domain of ours (RFC 8460 §4.4).
 *
 * @param id known to nobody else, so that nobody can make it arrive
 * @param day the UTC day on which it is sent; it covers the one before
 */
public record Canary(String id, LocalDate day, DomainName domain) {

    /** Who sends it; it is an organisation like any other, with nothing to tell. */
    public static final String ORGANIZATION = "Mailkeep canary";

    private static final DateTimeFormatter MAIL_TIME = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

    /** When the time that it covers begins. */
    public Instant begin() {
        return day.minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** JSON, as a reporter posts it. */
    public byte[] report() {
        LocalDate covered = day.minusDays(1);
        return """
            {"organization-name":"%s","report-id":"%s","contact-info":"postmaster@%s",
             "date-range":{"start-datetime":"%sT00:00:00Z","end-datetime":"%sT23:59:59Z"},
             "policies":[{"policy":{"policy-type":"no-policy-found","policy-domain":"%s"},
               "summary":{"total-successful-session-count":0,"total-failure-session-count":0}}]}
            """.formatted(ORGANIZATION, id, domain, covered, covered, domain).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The report in a mail (RFC 8460 §5.3), to be signed.
     *
     * @param submitter the domain that signs
     * @param to an address
     */
    public byte[] mail(DomainName submitter, String to, Instant now) {
        String header = """
            From: Mailkeep canary <noreply-canary@%s>
            To: <%s>
            Subject: Report Domain: %s Submitter: %s Report-ID: <%s>
            Date: %s
            Message-ID: <%s@%s>
            TLS-Report-Domain: %s
            TLS-Report-Submitter: %s
            TLS-Required: No
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type="tlsrpt"; boundary="canary"

            --canary
            Content-Type: text/plain; charset=us-ascii

            A test report of no sessions, to see whether reports arrive.
            --canary
            Content-Type: application/tlsrpt+json; name="%s!%s!%d!%d.json"
            Content-Disposition: attachment

            """.formatted(
                        submitter,
                        to,
                        domain,
                        submitter,
                        id,
                        MAIL_TIME.format(now.atOffset(ZoneOffset.UTC)),
                        id,
                        submitter,
                        domain,
                        submitter,
                        submitter,
                        domain,
                        begin().getEpochSecond(),
                        begin().plusSeconds(86_399).getEpochSecond());
        return (header + new String(report(), StandardCharsets.UTF_8) + "--canary--\n")
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
