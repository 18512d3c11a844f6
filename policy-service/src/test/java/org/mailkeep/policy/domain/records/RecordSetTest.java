package org.mailkeep.policy.domain.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.caa.CaaRecord;
import org.mailkeep.policy.domain.dane.TlsaRecord;
import org.mailkeep.policy.domain.records.PublishedRecord.Need;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;

class RecordSetTest {

    private static final DomainName DOMAIN = new DomainName("a.example");
    private static final String DIGEST = "ab".repeat(32);

    private static final Announcement FULL = new Announcement(
            DOMAIN,
            Optional.of("20261101T000000R1"),
            Optional.of(new DomainName("sts.provider.example")),
            List.of(new Announcement.Tlsa(
                    new DomainName("mx.provider.example"),
                    List.of(new TlsaRecord(3, 1, 1, DIGEST), new TlsaRecord(3, 1, 1, "cd".repeat(32))),
                    Optional.of(new TlsaRecord(2, 1, 1, "ef".repeat(32))))),
            List.of("mailto:tls@a.example", "https://r.example/x"),
            List.of("mailto:tls@a.example"),
            List.of(new DomainName("ca.example")),
            Optional.of(new DomainName("keys.provider.example")));

    @Test
    void everyRecordIsThere() {
        assertThat(RecordSet.of(FULL))
                .extracting(ZoneText::line)
                .containsExactly(
                        "_25._tcp.mx.provider.example. 3600 IN TLSA 3 1 1 " + DIGEST,
                        "_25._tcp.mx.provider.example. 3600 IN TLSA 3 1 1 " + "cd".repeat(32),
                        "_25._tcp.mx.provider.example. 3600 IN TLSA 2 1 1 " + "ef".repeat(32),
                        "mta-sts.a.example. 3600 IN CNAME sts.provider.example.",
                        "_mta-sts.a.example. 300 IN TXT \"v=STSv1; id=20261101T000000R1;\"",
                        "_smtp._tls.a.example. 3600 IN TXT"
                                + " \"v=TLSRPTv1; rua=mailto:tls@a.example,https://r.example/x\"",
                        "_dmarc.a.example. 3600 IN TXT \"v=DMARC1; p=none; rua=mailto:tls@a.example\"",
                        "a.example. 3600 IN CAA 0 issue \"ca.example\"",
                        "a.example. 3600 IN CAA 0 issuewild \";\"",
                        "openpgpkey.a.example. 3600 IN CNAME keys.provider.example.");
    }

    @Test
    void whatTheOwnerMayKnowBetterIsOnlyProposed() {
        assertThat(RecordSet.of(FULL).stream()
                        .filter(record -> record.need() == Need.PROPOSED)
                        .map(record -> record.owner().value()))
                .containsExactly(
                        "_25._tcp.mx.provider.example", // 2 1 1
                        "_dmarc.a.example",
                        "a.example",
                        "a.example",
                        "openpgpkey.a.example");
    }

    @Test
    void aPolicyThatIsNotLiveIsNotAnnounced() { // RFC 8461 §8.1
        Announcement early = new Announcement(
                DOMAIN,
                Optional.empty(),
                FULL.policyHost(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
        assertThat(RecordSet.of(early)).isEmpty();
    }

    @Test
    void aProgramReadsTheZoneFile() {
        List<Record> records = read(ZoneText.of(RecordSet.of(FULL)));

        assertThat(records).hasSize(RecordSet.of(FULL).size());
        assertThat(records.get(4)).isInstanceOfSatisfying(TXTRecord.class, txt -> {
            assertThat(txt.getStrings()).containsExactly("v=STSv1; id=20261101T000000R1;");
            assertThat(txt.getTTL()).isEqualTo(300);
        });
        assertThat(records.get(8))
                .isInstanceOfSatisfying(
                        CAARecord.class, caa -> assertThat(caa.getValue()).isEqualTo(";"));
    }

    @Property(tries = 300)
    void textOfAnyLengthComesOutOfTheZoneFileAsItWentIn(@ForAll @StringLength(max = 1000) String text) {
        List<Record> records = read(line(new PublishedRecord.Text(text)));

        assertThat(records).singleElement().isInstanceOfSatisfying(TXTRecord.class, txt -> {
            List<byte[]> strings = txt.getStringsAsByteArrays();
            assertThat(strings).allMatch(string -> string.length <= 255); // RFC 1035 §3.3
            assertThat(strings.stream()
                            .map(string -> new String(string, StandardCharsets.ISO_8859_1))
                            .collect(Collectors.joining())
                            .getBytes(StandardCharsets.ISO_8859_1))
                    .isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        });
    }

    @Test
    void quotesAreEscaped() {
        assertThat(line(new PublishedRecord.Caa(new CaaRecord(128, "issue", "a\"b\\c;\u00e9"))))
                .endsWith("IN CAA 128 issue \"a\\\"b\\\\c;\\195\\169\"");
    }

    private static String line(PublishedRecord.Data data) {
        return ZoneText.line(new PublishedRecord(DOMAIN, Duration.ofHours(1), data, Need.REQUIRED, "x"));
    }

    private static List<Record> read(String zone) {
        List<Record> records = new ArrayList<>();
        try (Master master = new Master(
                new ByteArrayInputStream(zone.getBytes(StandardCharsets.US_ASCII)), Name.fromString("other."), 1)) {
            for (Record next = master.nextRecord(); next != null; next = master.nextRecord()) {
                records.add(next);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(zone, e);
        }
        return records;
    }
}
