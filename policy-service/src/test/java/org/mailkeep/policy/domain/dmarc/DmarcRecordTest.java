package org.mailkeep.policy.domain.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailkeep.policy.domain.dmarc.Preference.NONE;
import static org.mailkeep.policy.domain.dmarc.Preference.QUARANTINE;
import static org.mailkeep.policy.domain.dmarc.Preference.REJECT;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.reporting.ReportUri;

/** A DMARC Policy Record (RFC 9989 §4.7, §4.8). */
class DmarcRecordTest {

    @Test
    void theVersionMakesTheRecord() {
        good("v=DMARC1");
        good("v=DMARC1;p=none");
        good("v = DMARC1 ; p=none"); // equals = *WSP "=" *WSP
        good("v=DMARC1; p=reject; unknown=1"); // unknown tags MUST be ignored
        good("v=DMARC1; nonsense"); // §4.8: syntax errors in the remainder are discarded
        none("");
        none("p=reject; v=DMARC1"); // MUST be the first tag
        none("v=dmarc1; p=reject"); // %s"DMARC1"
        none("v=DMARC1x; p=reject");
        none("v=DMARC2; p=reject");
        none("v=spf1 -all");
        none(" v=DMARC1; p=reject");
    }

    @Test
    void everyTagHasItsDefault() {
        DmarcRecord record = good("v=DMARC1; p=none");
        assertThat(record.adkim()).isEqualTo(AlignmentMode.RELAXED);
        assertThat(record.aspf()).isEqualTo(AlignmentMode.RELAXED);
        assertThat(record.psd()).isEqualTo(PublicSuffix.UNSAID);
        assertThat(record.testing()).isFalse();
        assertThat(record.fo()).containsExactly("0");
        assertThat(record.rua()).isEmpty();
        assertThat(record.faults()).isEmpty();
    }

    @Test
    void everyTagIsRead() {
        DmarcRecord record = good("v=DMARC1; p=Reject; sp=quarantine; np=none; psd=n; t=y; adkim=s; aspf=s;"
                + " rua=mailto:a@example.com, mailto:b@example.net; ruf=mailto:c@example.com; fo=1:d:s;");
        assertThat(record.p()).contains(REJECT); // "none" / "quarantine" / "reject" in any case (RFC 5234 §2.3)
        assertThat(record.sp()).contains(QUARANTINE);
        assertThat(record.np()).contains(NONE);
        assertThat(record.psd()).isEqualTo(PublicSuffix.NO);
        assertThat(record.testing()).isTrue();
        assertThat(record.adkim()).isEqualTo(AlignmentMode.STRICT);
        assertThat(record.aspf()).isEqualTo(AlignmentMode.STRICT);
        assertThat(record.rua())
                .extracting(ReportUri::text)
                .containsExactly("mailto:a@example.com", "mailto:b@example.net");
        assertThat(record.ruf()).hasSize(1);
        assertThat(record.fo()).containsExactly("1", "d", "s");
        assertThat(record.faults()).isEmpty();
    }

    @Test
    void thePreferenceForTheDomainAndBelow() {
        preference("p=reject", REJECT, REJECT, REJECT);
        preference("p=reject; sp=none", REJECT, NONE, NONE); // no np: sp
        preference("p=none; np=reject", NONE, NONE, REJECT); // np for what does not exist
        preference("p=reject; sp=quarantine; np=none", REJECT, QUARANTINE, NONE);
        preference("rua=mailto:a@example.com", NONE, NONE, NONE); // §4.7: without p as if p=none
        preference("sp=reject", NONE, REJECT, REJECT);
    }

    @Test
    void anInvalidPreferenceVoidsThePolicy() {
        preference("p=block; rua=mailto:a@example.com", NONE, NONE, NONE); // §4.10.1: act as with p=none
        preference("p=reject; sp=x; rua=mailto:a@example.com", NONE, NONE, NONE);
        preference("p=reject; np=x; rua=mailto:a@example.com", NONE, NONE, NONE);
        preference("p=block", null, null, null); // §4.10.1: no DMARC processing
        preference("p=block; rua=a@example.com", null, null, null); // rua must hold a valid URI
        preference("p=reject; sp=x", null, null, null);
    }

    @Test
    void faultsAreTold() {
        faulty("p=none; p=reject", "twice"); // RFC 6376 §3.2
        faulty("p=none; pct=50", "pct no longer exists");
        faulty("p=none; rf=afrf", "rf no longer exists");
        faulty("p=none; ri=1", "ri no longer exists");
        faulty("p=none; x=1", "unknown");
        faulty("p=none; x", "name=value");
        faulty("p=none;; t=y", "empty");
        faulty("rua=mailto:a@example.com", "no p tag");
        faulty("p=none; psd=x", "psd is none of");
        faulty("p=none; t=maybe", "t is neither");
        faulty("p=none; adkim=x", "adkim is neither");
        faulty("p=none; rua=mailto:a@example.com!10m", "limits the size"); // obs-dmarc-report-size
        faulty("p=none; rua=a@example.com", "unusable address");
        faulty("p=none; fo=0:1; ruf=mailto:a@example.com", "fo is not made of"); // mutually exclusive
        faulty("p=none; fo=d:d; ruf=mailto:a@example.com", "fo is not made of"); // each at most once
        faulty("p=none; fo=1", "without ruf");
    }

    @Test
    void theObsoleteSizeLimitIsCutOff() {
        assertThat(good("v=DMARC1; p=none; rua=mailto:a@example.com!10m").rua())
                .extracting(ReportUri::text)
                .containsExactly("mailto:a@example.com");
    }

    @Test
    void whatIsReadIsBounded() {
        DmarcRecord record =
                good("v=DMARC1; p=none; rua=" + "mailto:a@example.com,".repeat(1000) + ";" + "x;".repeat(10_000));
        assertThat(record.rua()).hasSize(ReportUri.MAX_URIS);
        assertThat(record.faults()).hasSizeLessThan(100);
    }

    @Property(tries = 1000)
    void noTextMakesItThrow(@ForAll("nearlyRecords") String text) {
        DmarcRecord record = good(text);
        assertThat(record.forDomain().isPresent()).isEqualTo(record.preferencesValid() || record.hasReportAddress());
    }

    @Provide
    Arbitrary<String> nearlyRecords() {
        return Arbitraries.of(
                        ";",
                        "; ",
                        "p=",
                        "reject",
                        "none",
                        "sp=x",
                        "np=",
                        "rua=mailto:a@b.example",
                        ",",
                        "psd=y",
                        "t=y",
                        "fo=",
                        "0:1",
                        "=",
                        " ",
                        "\n",
                        "ü",
                        "!10m")
                .list()
                .ofMaxSize(12)
                .map(parts -> "v=DMARC1;" + String.join("", parts));
    }

    private static DmarcRecord good(String text) {
        Optional<DmarcRecord> record = DmarcRecord.parse(text);
        assertThat(record).as(text).isPresent();
        return record.orElseThrow();
    }

    private static void none(String text) {
        assertThat(DmarcRecord.parse(text)).as(text).isEmpty();
    }

    private static void preference(
            String tags, @Nullable Preference domain, @Nullable Preference existing, @Nullable Preference missing) {
        DmarcRecord record = good("v=DMARC1; " + tags);
        assertThat(record.forDomain()).as(tags).isEqualTo(Optional.ofNullable(domain));
        assertThat(record.forSubdomain(true)).as(tags).isEqualTo(Optional.ofNullable(existing));
        assertThat(record.forSubdomain(false)).as(tags).isEqualTo(Optional.ofNullable(missing));
    }

    private static void faulty(String tags, String fault) {
        assertThat(good("v=DMARC1; " + tags).faults())
                .as(tags)
                .singleElement()
                .asString()
                .contains(fault);
    }
}
