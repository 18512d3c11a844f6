package org.mailkeep.report.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailkeep.report.intake.Arrivals.READER;
import static org.mailkeep.report.intake.Arrivals.mail;
import static org.mailkeep.report.intake.Arrivals.refused;
import static org.mailkeep.report.intake.Arrivals.tls;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.Reports;
import org.mailkeep.report.domain.DateRange;
import org.mailkeep.report.domain.Deviation;
import org.mailkeep.report.domain.Quirk;
import org.mailkeep.report.domain.found.Found;
import org.mailkeep.report.domain.tlsrpt.FailureDetail;
import org.mailkeep.report.domain.tlsrpt.PolicyResult;
import org.mailkeep.report.domain.tlsrpt.TlsReport;

/** Each deviation that real senders produce, and what is refused. The base is a report after RFC 8460 appendix B. */
class TlsQuirksTest {

    private static final String REPORT = """
            {"organization-name":"Company-X",
             "date-range":{"start-datetime":"2026-04-01T00:00:00Z","end-datetime":"2026-04-01T23:59:59Z"},
             "contact-info":"sts@company-x.example","report-id":"5065427c",
             "policies":[{"policy":{"policy-type":"sts","policy-string":["version: STSv1","mode: testing"],
                 "policy-domain":"company-y.example","mx-host":["*.mail.company-y.example"]},
               "summary":{"total-successful-session-count":5326,"total-failure-session-count":303},
               "failure-details":[{"result-type":"certificate-expired","sending-mta-ip":"2001:db8::1",
                 "receiving-mx-hostname":"mx1.company-y.example","receiving-mx-helo":"mx1","receiving-ip":"203.0.113.5",
                 "failed-session-count":100,"additional-information":"https://company-x.example/info",
                 "failure-reason-code":"X509_V_ERR"}]}]}
            """;

    @Test
    void aReportAsTheRfcHasItIsReadCompletely() {
        assertThat(tls(REPORT))
                .isEqualTo(new TlsReport(
                        "Company-X",
                        Optional.of("sts@company-x.example"),
                        "5065427c",
                        new DateRange(Instant.parse("2026-04-01T00:00:00Z"), Instant.parse("2026-04-01T23:59:59Z")),
                        List.of(new PolicyResult(
                                "sts",
                                new DomainName("company-y.example"),
                                List.of("version: STSv1", "mode: testing"),
                                List.of("*.mail.company-y.example"),
                                5326,
                                303,
                                List.of(new FailureDetail(
                                        "certificate-expired",
                                        Optional.of("2001:db8::1"),
                                        Optional.of("mx1.company-y.example"),
                                        Optional.of("mx1"),
                                        Optional.of("203.0.113.5"),
                                        100,
                                        Optional.of("https://company-x.example/info"),
                                        Optional.of("X509_V_ERR"))))),
                        List.of()));
    }

    @Test
    void deviationsAreAcceptedAndNoted() {
        same(
                "\"mx-host\":[\"*.mail.company-y.example\"]",
                "\"mx-host\":\"*.mail.company-y.example\"",
                Quirk.MX_HOST_STRING);
        same("\"mx-host\":", "\"mx-host-pattern\":", Quirk.MX_HOST_PATTERN);
        same("[\"*.mail", "[\"mx: *.mail", Quirk.MX_HOST_WITH_KEY);
        same(
                "[\"version: STSv1\",\"mode: testing\"]",
                "\"version: STSv1\\r\\nmode: testing\\r\\n\"",
                Quirk.POLICY_STRING_STRING);
        same(
                "[\"version: STSv1\",\"mode: testing\"]",
                "[\"[\\\"version: STSv1\\\",\\\"mode: testing\\\"]\"]",
                Quirk.POLICY_STRING_JSON_IN_STRING);
        same("T00:00:00Z", "T00:00:00", Quirk.DATE_WITHOUT_ZONE);
        same("T00:00:00Z", "T00:00:00.000", Quirk.DATE_WITHOUT_ZONE);
        same("2026-04-01T00:00:00Z", "2026-04-01T02:00:00+02:00", Quirk.DATE_WITH_OFFSET);
        same("\"policy-domain\":\"company-y.example\"", "\"policy-domain\":\"COMPANY-Y.example.\"");
        same("T00:00:00Z", "T00:00:00.000Z");
        same("T00:00:00Z", "t00:00:00z");
        same(":5326", ":\"5326\"", Quirk.COUNT_AS_STRING);
        same("\"policy-type\":\"sts\"", "\"policy-type\":\"STS\"");
        same(REPORT, "\uFEFF" + REPORT, Quirk.BYTE_ORDER_MARK);
        same("\"contact-info\"", "\"x-new\":{\"a\":[1,{}]},\"contact-info\"");
    }

    @Test
    void whatIsMissingIsMissing() {
        var noContact = noted("\"contact-info\":\"sts@company-x.example\",", "", Quirk.CONTACT_ABSENT);
        assertThat(noContact.contact()).isEmpty();
        noted("\"sts@company-x.example\"", "null", Quirk.CONTACT_ABSENT);
        var noDetails = noted(details(), "null", Quirk.FAILURE_DETAILS_NULL);
        assertThat(noDetails.policies().getFirst().failures()).isEmpty();
        var noHost = noted("\"mx1.company-y.example\"", "\"\"", Quirk.TEXT_EMPTY);
        assertThat(failure(noHost).receivingMxHostname()).isEmpty();
        var noSender = noted("\"sending-mta-ip\":\"2001:db8::1\",", "", Quirk.SENDING_ADDRESS_ABSENT);
        assertThat(failure(noSender).sendingMtaIp()).isEmpty();
        noted("\"203.0.113.5\"", "null", Quirk.MEMBER_NULL);
        var noSummary = noted(summary(), "", Quirk.SUMMARY_ABSENT);
        assertThat(noSummary.policies().getFirst())
                .extracting(PolicyResult::succeeded, PolicyResult::failed)
                .containsExactly(0L, 100L);
    }

    @Test
    void unknownWordsAreKept() {
        assertThat(failure(noted("certificate-expired", "Quantum-Broken", Quirk.RESULT_TYPE_UNKNOWN))
                        .resultType())
                .isEqualTo("Quantum-Broken");
        assertThat(noted("\"policy-type\":\"sts\"", "\"policy-type\":\"dnssec+\"", Quirk.POLICY_TYPE_UNKNOWN)
                        .policies()
                        .getFirst()
                        .type())
                .isEqualTo("dnssec+");
    }

    @Test
    void whatNoStoreTakesIsReplaced() {
        assertThat(failure(noted("X509_V_ERR", "a\\u0000b\\ud800c", Quirk.TEXT_UNSTORABLE))
                        .failureReasonCode())
                .contains("a\uFFFDb\uFFFDc");
        assertThat(failure(tls(REPORT.replace("X509_V_ERR", "\\ud83d\\ude00"))).failureReasonCode())
                .contains("😀");
    }

    @Test
    void moreFailuresThanTheSummaryHasAreNoted() {
        noted("\"failed-session-count\":100", "\"failed-session-count\":304", Quirk.FAILURES_EXCEED_SUMMARY);
    }

    @Test
    void aMissingDomainIsTakenFromAround() {
        String without = REPORT.replace("\"policy-domain\":\"company-y.example\",", "");
        // RFC 8460 §5.3: the header.
        derived(Reports.mail("company-y.example", "application/tlsrpt+json", "report.json", Reports.utf8(without)));
        // RFC 8460 §5.1: the file name.
        derived(new String(
                        Reports.mail(
                                "company-y.example",
                                "application/tlsrpt+gzip",
                                "company-x.example!Company-Y.example!1775001600!1775087999!001.json.gz",
                                Reports.gzip(Reports.utf8(without))),
                        StandardCharsets.UTF_8)
                .replaceAll("TLS-Report-[A-Za-z]+: .*\r\n", "")
                .getBytes(StandardCharsets.UTF_8));
        refused(Reports.utf8(without), "$.policies[0].policy.policy-domain", "absent");
    }

    @Test
    void sessionsUnderBothPoliciesAreNoted() {
        String both = REPORT.replace(
                "\"policies\":[",
                "\"policies\":[{\"policy\":{\"policy-type\":\"tlsa\",\"policy-domain\":\"company-y.example\"},"
                        + "\"summary\":{\"total-successful-session-count\":5326,\"total-failure-session-count\":303}},");
        assertThat(quirks(tls(both))).containsExactly(Quirk.SESSIONS_REPORTED_TWICE);
    }

    @Test
    void numbersThatCannotBeAreRefused() {
        String path = "$.policies[0].summary.total-successful-session-count";
        bad(":5326", ":-1", path, "negative");
        bad(":5326", ":1.5", path, "whole");
        bad(":5326", ":9223372036854775808", path, "too large");
        bad(":5326", ":1e400", path, "too large");
        bad(":5326", ":\"-1\"", path, "negative");
        bad(":5326", ":\"NaN\"", path, "not a number");
        bad(":5326", ":true", path, "not a number");
        bad(":5326", ":null", path, "absent");
        bad(":5326", ":NaN", "$", "not JSON");
        bad("count\":100", "count\":-100", "$.policies[0].failure-details[0].failed-session-count", "negative");
    }

    @Test
    void whatIsNoReportIsRefused() {
        refused(Reports.utf8(""), "$", "neither JSON nor XML");
        refused(Reports.utf8("hello"), "$", "neither JSON nor XML");
        refused(Reports.utf8("{}"), "$.report-id", "absent");
        refused(Reports.utf8("[]"), "$", "not an object");
        refused(Reports.utf8(REPORT + "{}"), "$", "something follows");
        refused(Reports.utf8(REPORT.substring(0, 400)), "$", "cut off");
        bad("\"policies\":", "\"policies\":[],\"x\":", "$.policies", "absent or empty");
        bad("\"policies\":", "\"policies\":{},\"x\":", "$.policies", "not an array");
        bad("\"Company-X\"", "7", "$.organization-name", "not a string");
        bad("2026-04-01T23:59:59Z", "yesterday", "$.date-range.end-datetime", "RFC 3339");
        bad("2026-04-01T23:59:59Z", "2026-03-01T23:59:59Z", "$.date-range.end-datetime", "before");
        bad("2026-04-01T23:59:59Z", "9999-12-31T23:59:59Z", "$.date-range.end-datetime", "9998");
        bad("\"company-y.example\"", "\"not a domain\"", "$.policies[0].policy.policy-domain", "not a domain name");
        // RFC 7493 §2.3
        bad("\"contact-info\"", "\"report-id\":\"2\",\"contact-info\"", "$", "twice");
    }

    @Test
    void limitsOfJsonHold() {
        refused(Reports.utf8("[".repeat(100_000)), "$", "nested too deeply");
        refused(Reports.utf8("{\"a\":\"" + "x".repeat(Limits.STRING + 1) + "\"}"), "$", "too long");
        refused(Reports.utf8("{\"" + "x".repeat(60_000) + "\":1}"), "$", "too long");
        refused(Reports.utf8("[" + "1".repeat(1_001) + "]"), "$", "too long");
        refused(Reports.utf8("[" + "1,".repeat(Limits.JSON_VALUES) + "1]"), "$", "values");
        String policy = "{\"policy\":{\"policy-type\":\"sts\",\"policy-domain\":\"a.example\"}}";
        bad("\"policies\":[", "\"policies\":[" + (policy + ",").repeat(1_000), "$.policies", "1000 items");
    }

    @Test
    void theSameContentInAnotherFormHasTheSameHash() {
        var hash = tls(REPORT).contentHash();
        assertThat(tls(REPORT.replace("T00:00:00Z", "T00:00:00")).contentHash()).isEqualTo(hash);
        assertThat(tls(REPORT.replace(":5326", ":\"5326\"")).contentHash()).isEqualTo(hash);
        assertThat(tls(REPORT.replace(":5326", ":5327")).contentHash()).isNotEqualTo(hash);
        assertThat(tls(REPORT.replace("X509_V_ERR", "X509_V_OK")).contentHash()).isNotEqualTo(hash);
    }

    private static void same(String original, String changed, Quirk... quirks) {
        TlsReport read = changed(original, changed);
        assertThat(quirks(read)).as(changed).contains(quirks);
        assertThat(read.contentHash()).as(changed).isEqualTo(tls(REPORT).contentHash());
        if (quirks.length == 0) {
            assertThat(quirks(read)).isEmpty();
        }
    }

    private static TlsReport noted(String original, String changed, Quirk quirk) {
        TlsReport read = changed(original, changed);
        assertThat(quirks(read)).as(changed).contains(quirk);
        return read;
    }

    private static TlsReport changed(String original, String changed) {
        assertThat(REPORT).contains(original);
        return tls(REPORT.replace(original, changed));
    }

    private static void bad(String original, String changed, String path, String why) {
        assertThat(REPORT).contains(original);
        refused(Reports.utf8(REPORT.replace(original, changed)), path, why);
    }

    private static void derived(byte[] message) {
        List<Found> found = READER.read(mail(message));
        assertThat(found).singleElement().isInstanceOf(Found.Tls.class);
        TlsReport report = ((Found.Tls) found.getFirst()).report();
        assertThat(report.domains()).containsExactly(new DomainName("company-y.example"));
        assertThat(quirks(report)).contains(Quirk.POLICY_DOMAIN_DERIVED);
    }

    private static List<Quirk> quirks(TlsReport report) {
        return report.deviations().stream().map(Deviation::quirk).toList();
    }

    private static FailureDetail failure(TlsReport report) {
        return report.policies().getFirst().failures().getFirst();
    }

    private static String details() {
        return REPORT.substring(REPORT.indexOf("[{\"result-type\""), REPORT.lastIndexOf("}]}"));
    }

    private static String summary() {
        int from = REPORT.indexOf("\"summary\"");
        return REPORT.substring(from, REPORT.indexOf("\"failure-details\""));
    }
}
