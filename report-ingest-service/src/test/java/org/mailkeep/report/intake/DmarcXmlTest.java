package org.mailkeep.report.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailkeep.report.intake.Arrivals.dmarc;
import static org.mailkeep.report.intake.Arrivals.refused;

import java.nio.charset.Charset;
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
import org.mailkeep.report.domain.dmarc.DayMessages;
import org.mailkeep.report.domain.dmarc.DmarcRecord;
import org.mailkeep.report.domain.dmarc.DmarcReport;

class DmarcXmlTest {

    private static final String REPORT = Reports.dmarc("Reporter", "77", "a.example", 40, 2);

    @Test
    void theFormOfRfc7489IsRead() {
        DmarcReport report = dmarc(Reports.utf8(REPORT));
        assertThat(report.organization()).isEqualTo("Reporter");
        assertThat(report.reportId()).isEqualTo("77");
        assertThat(report.range())
                .isEqualTo(new DateRange(Instant.parse("2026-11-20T00:00:00Z"), Instant.parse("2026-11-20T23:59:59Z")));
        assertThat(report.policy().domain()).isEqualTo(new DomainName("a.example"));
        assertThat(report.policy().p()).contains("reject");
        assertThat(report.records().getFirst())
                .isEqualTo(new DmarcRecord(
                        "192.0.2.1",
                        40,
                        "none",
                        "pass",
                        "fail",
                        List.of(),
                        Optional.of("a.example"),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(new DmarcRecord.DkimResult("a.example", Optional.of("s1"), "pass", Optional.empty())),
                        List.of(new DmarcRecord.SpfResult(
                                "bounce.example", Optional.of("mfrom"), "fail", Optional.empty()))));
        assertThat(report.deviations()).isEmpty();
        assertThat(report.messages()).isEqualTo(42);
        assertThat(report.failed()).isEqualTo(2);
        assertThat(DayMessages.of(report.records()))
                .containsExactly(new DayMessages("none", true, 40), new DayMessages("reject", false, 2));
    }

    @Test
    void theFormOfRfc9990IsRead() {
        DmarcReport report = changed(
                "<feedback>",
                "<feedback xmlns=\"urn:ietf:params:xml:ns:dmarc-2.0\"><version>1.0</version>",
                "<pct>100</pct>",
                "<np>none</np><testing>y</testing><discovery_method>treewalk</discovery_method>",
                "</date_range>",
                "</date_range><generator>Program 1.2</generator><error>one</error><error>two</error>",
                "<disposition>none</disposition>",
                "<disposition>pass</disposition>",
                "<spf>fail</spf></policy_evaluated>",
                "<spf>fail</spf><reason><type>policy_test_mode</type><comment>c</comment></reason></policy_evaluated>",
                "<result>softfail</result>",
                "<result>softfail</result><human_result>no</human_result>");
        assertThat(report.policy().np()).contains("none");
        assertThat(report.policy().testing()).contains("y");
        assertThat(report.policy().discoveryMethod()).contains("treewalk");
        assertThat(report.generator()).contains("Program 1.2");
        assertThat(report.errors()).containsExactly("one", "two");
        assertThat(report.records().getFirst().reasons())
                .containsExactly(new DmarcRecord.Reason("policy_test_mode", Optional.of("c")));
        assertThat(report.records().get(1).spfResults().getFirst().humanResult())
                .contains("no");
        assertThat(report.deviations()).isEmpty();
        assertThat(DayMessages.of(report.records())).contains(new DayMessages("none", true, 40));
    }

    @Test
    void deviationsAreAcceptedAndNoted() {
        noted("<org_name>Reporter</org_name>", "<org_name></org_name>", Quirk.ORGANIZATION_DERIVED);
        noted("<adkim>r</adkim>", "<adkim>relaxed</adkim>", Quirk.WORD_UNKNOWN);
        noted("<dkim>fail</dkim>", "<dkim>fail</dkim><reason/>", Quirk.REASON_EMPTY);
        noted(REPORT, REPORT.replace("<feedback>", "<xs:schema><feedback>"), Quirk.FEEDBACK_WRAPPED);
        noted(REPORT, "\uFEFF" + REPORT, Quirk.BYTE_ORDER_MARK);
        assertThat(changed("<feedback>", "<dm:feedback>", "</feedback>", "</dm:feedback>")
                        .records())
                .hasSize(2);
        assertThat(changed("<dkim>pass</dkim>", "<dkim>PASS</dkim>")
                        .records()
                        .getFirst()
                        .passes())
                .isTrue();
    }

    @Test
    void charactersAreReadAsTheyAreAndNotAsTheySay() {
        String text = REPORT.replace("Reporter", "Zürich");
        assertThat(dmarc(Reports.utf8(text)).organization()).isEqualTo("Zürich");
        DmarcReport mislabelled = dmarc(text.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(mislabelled.organization()).isEqualTo("Zürich");
        assertThat(quirks(mislabelled)).containsExactly(Quirk.CHARSET_WRONG);
        String labelled = text.replace("UTF-8", "windows-1250");
        assertThat(dmarc(labelled.getBytes(Charset.forName("windows-1250"))).deviations())
                .isEmpty();
        assertThat(dmarc(text.getBytes(StandardCharsets.UTF_16)).organization()).isEqualTo("Zürich");
    }

    @Test
    void whatCannotBeIsRefused() {
        String path = "$.feedback.record[0].row.count";
        bad("<count>40</count>", "<count>-40</count>", path, "negative");
        bad("<count>40</count>", "<count>4.5</count>", path, "whole");
        bad("<count>40</count>", "<count>many</count>", path, "not a number");
        bad("<count>40</count>", "", path, "absent");
        bad("<count>2</count>", "<count>99999999999999999999</count>", "$.feedback.record[1].row.count", "too large");
        bad("<domain>a.example</domain><adkim>", "<adkim>", "$.feedback.policy_published.domain", "absent");
        bad("<begin>1795132800", "<begin>1895132800", "$.feedback.report_metadata.date_range.end", "before");
        bad("<report_id>77</report_id>", "", "$.feedback.report_metadata.report_id", "absent");
        bad("</feedback>", "", "$", "cut off");
        bad("feedback>", "answer>", "$", "feedback");
    }

    @Test
    void thereAreNoEntitiesAndNoDocumentTypes() {
        String file = "<!DOCTYPE feedback [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>";
        bad("<feedback>", file + "<feedback>", "$", "document type");
        bad("<feedback>", "<!DOCTYPE feedback SYSTEM \"http://127.0.0.1:1/x.dtd\"><feedback>", "$", "document type");
        bad("Reporter", "&unknown;", "$", "");
        assertThat(changed("Reporter", "A &amp; B &#x41;").organization()).isEqualTo("A & B A");
    }

    @Test
    void limitsHold() {
        bad("Reporter", "<a>".repeat(50), "$", "");
        bad("Reporter", "x".repeat(Limits.STRING + 1), "$", "longer than");
        bad("<row>", "<row>" + "<a/>".repeat(Limits.XML_ELEMENTS), "$", "too many elements");
        bad("Reporter", "<a>".repeat(20) + "</a>".repeat(20), "$", "too many elements");
        refused(
                Reports.utf8(REPORT.replace("<feedback>", "<feedback>" + " ".repeat(Limits.XML_BYTES))),
                "$",
                "larger than");
    }

    private static void noted(String original, String changed, Quirk quirk) {
        assertThat(quirks(changed(original, changed))).as(changed).contains(quirk);
    }

    private static List<Quirk> quirks(DmarcReport report) {
        return report.deviations().stream().map(Deviation::quirk).toList();
    }

    /** @param replacements each original followed by what takes its place */
    private static DmarcReport changed(String... replacements) {
        String text = REPORT;
        for (int i = 0; i < replacements.length; i += 2) {
            assertThat(text).contains(replacements[i]);
            text = text.replace(replacements[i], replacements[i + 1]);
        }
        return dmarc(Reports.utf8(text));
    }

    private static void bad(String original, String changed, String path, String why) {
        assertThat(REPORT).contains(original);
        refused(Reports.utf8(REPORT.replace(original, changed)), path, why);
    }
}
