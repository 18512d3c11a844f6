package org.mailkeep.contracts.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The TXT record at _smtp._tls.domain (RFC 8460 §3). */
class TlsRptRecordTest {

    @Test
    void aRecordNamesWhereReportsGo() {
        good("v=TLSRPTv1;rua=mailto:reports@example.com", "mailto:reports@example.com"); // §3.1, the example
        good("v=TLSRPTv1; rua=https://reporting.example.com/v1/tlsrpt", "https://reporting.example.com/v1/tlsrpt");
        good("v=TLSRPTv1 ;\trua=mailto:a@example.com ;", "mailto:a@example.com"); // field-delim = *WSP ";" *WSP
        good(
                "v=TLSRPTv1; rua=mailto:a@example.com , https://r.example/x",
                "mailto:a@example.com",
                "https://r.example/x"); // tlsrpt-uri *(*WSP "," *WSP tlsrpt-uri)
        good("v=TLSRPTv1; ext=1; rua=mailto:a@example.com", "mailto:a@example.com"); // tlsrpt-extension
    }

    @Test
    void faultsThatDoNoHarmAreTold() {
        faulty("v=TLSRPTv1; rua=mailto:a@example.com,ftp://x.example", "neither mailto: nor https:");
        faulty("v=TLSRPTv1; rua=mailto:a@example.com,mailto:b", "not followed by one address");
        faulty("v=TLSRPTv1; rua=mailto:a@example.com; rua=mailto:b@example.com", "more than one rua");
    }

    @Test
    void aRecordThatBreaksTheGrammarIsNone() {
        bad("v=TLSRPTv1;", "no rua");
        bad("v=TLSRPTv1; ext=1", "no rua"); // 1*(field-delim tlsrpt-field), and what for without rua
        bad("v=TLSRPTv1; RUA=mailto:a@example.com", "no rua"); // %s"rua=" is case-sensitive
        bad("v=TLSRPTv1; rua", "name=value");
        bad("v=TLSRPTv1; rua=", "name=value");
        bad("v=TLSRPTv1;; rua=mailto:a@example.com", "name=value");
        bad("v=TLSRPTv1; rua=reports@example.com", "mailto: or https:"); // the most common mistake
        bad("v=TLSRPTv1; rua=http://example.com/x", "mailto: or https:"); // §3: "mailto" and "https"
        bad("v=TLSRPTv1; rua=mailto:a@example.com\r\n", "name=value");
    }

    @Test
    void exactlyOneRecordCounts() {
        assertThat(TlsRptRecord.of(List.of())).isEqualTo(new TlsRptRecord.Absent());
        assertThat(TlsRptRecord.of(List.of("v=spf1 -all", "v=TLSRPTv1", "v=TLSRPTv10; rua=mailto:a@b.example")))
                .isEqualTo(new TlsRptRecord.Absent());
        assertThat(TlsRptRecord.of(List.of("v=TLSRPTv1; rua=mailto:a@b.example", "v=TLSRPTv1; broken")))
                .isInstanceOf(TlsRptRecord.Invalid.class);
    }

    @Property(tries = 500)
    void noTextMakesItThrow(@ForAll("nearlyRecords") String record) {
        if (TlsRptRecord.of(List.of(record)) instanceof TlsRptRecord.Announced announced) {
            assertThat(announced.rua()).anyMatch(ReportUri::usable).hasSizeLessThanOrEqualTo(ReportUri.MAX_URIS);
        }
    }

    @Provide
    Arbitrary<String> nearlyRecords() {
        return Arbitraries.of(";", "; ", "rua=", "mailto:a@b.example", "https://", ",", "a=b", "=", " ", "\n", "ü", "%")
                .list()
                .ofMaxSize(40)
                .map(parts -> "v=TLSRPTv1;" + String.join("", parts));
    }

    private static void good(String record, String... rua) {
        assertThat(TlsRptRecord.of(List.of(record)))
                .as(record)
                .isInstanceOfSatisfying(TlsRptRecord.Announced.class, announced -> {
                    assertThat(announced.rua()).extracting(ReportUri::text).containsExactly(rua);
                    assertThat(announced.faults()).isEmpty();
                });
    }

    private static void faulty(String record, String fault) {
        assertThat(TlsRptRecord.of(List.of(record)))
                .as(record)
                .isInstanceOfSatisfying(
                        TlsRptRecord.Announced.class,
                        announced -> assertThat(announced.faults())
                                .singleElement()
                                .asString()
                                .contains(fault));
    }

    private static void bad(String record, String why) {
        assertThat(TlsRptRecord.of(List.of(record)))
                .as(record)
                .isInstanceOfSatisfying(
                        TlsRptRecord.Invalid.class,
                        invalid -> assertThat(invalid.why()).contains(why));
    }
}
