package org.mailkeep.policy.api;

import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.records.PublishedRecord;
import org.mailkeep.policy.domain.records.ZoneText;

/** The DNS records that a hosted domain has to publish. */
@Schema(
        name = "DnsRecords",
        requiredProperties = {"domain", "records", "zone"})
record DnsRecordsView(
        String domain,

        @Schema(description = "In the order in which they are best published.")
        List<Entry> records,

        @Schema(description = "The same as text for a zone file; names are absolute.")
        String zone) {

    @Schema(
            name = "DnsRecord",
            requiredProperties = {"name", "ttl", "type", "data", "need", "purpose", "line"})
    record Entry(
            @Schema(description = "Absolute, without the final dot.", examples = "_mta-sts.example.com")
            String name,

            @Schema(description = "Seconds.") long ttl,

            @Schema(enumeration = {"TXT", "CNAME", "TLSA", "CAA"})
            String type,

            @Schema(description = "As a zone file has it.", examples = "\"v=STSv1; id=20261101T000000R1;\"")
            String data,

            @Schema(
                    description =
                            "required: without it, what is configured here does not work. proposed: a good start.",
                    enumeration = {"required", "proposed"})
            String need,

            @Schema(description = "What it is for, in a sentence.")
            String purpose,

            @Schema(description = "The whole record in one line of a zone file.")
            String line) {

        static Entry of(PublishedRecord record) {
            return new Entry(
                    record.owner().value(),
                    record.ttl().toSeconds(),
                    record.data().type(),
                    record.data().presentation(),
                    record.need().name().toLowerCase(Locale.ROOT),
                    record.purpose(),
                    ZoneText.line(record));
        }
    }

    static DnsRecordsView of(DomainName domain, List<PublishedRecord> records) {
        return new DnsRecordsView(
                domain.value(), records.stream().map(Entry::of).toList(), ZoneText.of(records));
    }
}
