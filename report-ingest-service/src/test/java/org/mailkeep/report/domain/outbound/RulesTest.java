package org.mailkeep.report.domain.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.outbound.DayEnd.Verdict;
import org.mailkeep.report.domain.tlsrpt.TlsReport;

/** When a day ends, when a delivery is tried again, and how reports are named. */
class RulesTest {

    private static final DayEnd END = new DayEnd(Duration.ofHours(1));

    @Test
    void aDayIsAUtcDay() { // RFC 8460 §4.1
        judged("2026-11-22T00:00:00Z", "2026-11-22T00:00:00Z", Verdict.IN_TIME);
        judged("2026-11-22T23:59:59.999Z", "2026-11-23T00:59:59Z", Verdict.IN_TIME);
        judged("2026-11-22T23:59:59.999Z", "2026-11-23T01:00:00Z", Verdict.TOO_LATE);
        judged("2026-11-23T00:00:00Z", "2026-11-23T01:00:00Z", Verdict.IN_TIME);
        judged("2026-11-23T10:05:00Z", "2026-11-23T10:00:00Z", Verdict.IN_TIME); // a clock may be ahead a little
        judged("2026-11-23T10:05:01Z", "2026-11-23T10:00:00Z", Verdict.IN_FUTURE);
    }

    @Test
    void daylightSavingMovesNoDay() {
        // In Berlin, 2026-10-25 has 25 hours and 2026-03-29 has 23.
        assertThat(END.closes(LocalDate.parse("2026-10-25"))).isEqualTo("2026-10-26T01:00:00Z");
        assertThat(END.closes(LocalDate.parse("2026-03-29"))).isEqualTo("2026-03-30T01:00:00Z");
        assertThat(END.closes(LocalDate.parse("2026-12-31"))).isEqualTo("2027-01-01T01:00:00Z");
    }

    @Test
    void nothingIsMadeBeforeTheLastBatchIsCounted() {
        LocalDate day = LocalDate.parse("2026-11-22");
        assertThat(END.reportable(day)).isAfter(END.closes(day).plus(DayEnd.BATCH));
    }

    @Test
    void pausesGrowUntilADayIsOver() { // RFC 8460 §4.2: 24 hours
        Instant first = Instant.parse("2026-11-23T02:00:00Z");
        Instant now = first;
        int attempts = 0;
        Duration last = Duration.ZERO;
        while (true) {
            Optional<Instant> next = RetryPlan.next(++attempts, first, now, Optional.empty());
            if (next.isEmpty()) {
                break;
            }
            Duration pause = Duration.between(now, next.get());
            assertThat(pause).isGreaterThanOrEqualTo(last);
            last = pause;
            now = next.get();
        }
        assertThat(attempts).isBetween(6, 15);
        assertThat(Duration.between(first, now)).isBetween(Duration.ofHours(18), Duration.ofHours(24));
    }

    @Test
    void aReceiverMayAskForALaterTimeWithinTheDay() {
        Instant now = Instant.parse("2026-11-23T02:00:00Z");
        assertThat(RetryPlan.next(1, now, now, Optional.of(now.plusSeconds(7200))))
                .contains(now.plusSeconds(7200));
        assertThat(RetryPlan.next(1, now, now, Optional.of(now.plusSeconds(1)))).contains(now.plusSeconds(300));
        assertThat(RetryPlan.next(1, now, now, Optional.of(now.plus(Duration.ofDays(2)))))
                .isEmpty();
    }

    @Test
    void namesAreThoseOfTheRfc() {
        var tally = new SessionTally();
        tally.add(Sessions.succeeded("a.example", Sessions.STS, 3));
        DayCounts counts = tally.days().getFirst();
        TlsReport report = OwnReport.of(Sessions.SENDER, counts);
        assertThat(report.reportId()).isEqualTo("2026-11-22.a.example@mail.x.example");
        assertThat(report.range().begin()).isEqualTo("2026-11-22T00:00:00Z"); // §4.1: the full day
        assertThat(report.range().end()).isEqualTo("2026-11-22T23:59:59Z");
        assertThat(OwnReport.fileName(Sessions.SENDER, counts)) // §5.1
                .isEqualTo("mail.x.example!a.example!1795305600!1795391999.json.gz");
    }

    @Test
    void theMailIsThatOfTheRfc() {
        var mail = new ReportMail(
                new UUID(1, 2),
                EmailAddress.of("tlsrpt@mail.x.example"),
                EmailAddress.of("reports@a.example"),
                Instant.parse("2026-11-03T04:05:06Z"),
                new DomainName("a.example"),
                new DomainName("mail.x.example"),
                "2026-11-22.a.example@mail.x.example",
                "f.json.gz",
                Body.of(new byte[200]));
        String text = new String(mail.text().bytes(), StandardCharsets.US_ASCII);
        assertThat(text.replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
        assertThat(text.lines())
                .allMatch(line -> line.length() <= 78)
                .contains(
                        "Date: Tue, 3 Nov 2026 04:05:06 +0000",
                        "Message-ID: <00000000-0000-0001-0000-000000000002@mail.x.example>",
                        "Subject: Report Domain: a.example", // RFC 8460 §5.3
                        " Submitter: mail.x.example",
                        " Report-ID: <2026-11-22.a.example@mail.x.example>",
                        "TLS-Report-Domain: a.example",
                        "TLS-Report-Submitter: mail.x.example",
                        "TLS-Required: No", // RFC 8689 §3
                        "Content-Type: multipart/report; report-type=\"tlsrpt\";",
                        "Content-Type: application/tlsrpt+gzip");
    }

    private static void judged(String at, String now, Verdict verdict) {
        assertThat(END.judge(Instant.parse(at), Instant.parse(now)))
                .as("%s, told at %s", at, now)
                .isEqualTo(verdict);
    }
}
