package org.mailkeep.report.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.mailkeep.report.domain.dmarc.DmarcRecord;

/** A row of {@code dmarc_record}, as it is read. */
@Entity
@Table(name = "dmarc_record")
class DmarcRecordRow {

    @Id
    long id;

    @Column(name = "report")
    UUID report;

    @Column(name = "range_begin")
    Instant rangeBegin;

    @Column(name = "position")
    int position;

    @Column(name = "source_ip")
    String sourceIp;

    @Column(name = "messages")
    long messages;

    @Column(name = "disposition")
    String disposition;

    @Column(name = "dkim")
    String dkim;

    @Column(name = "spf")
    String spf;

    @Column(name = "header_from")
    @Nullable String headerFrom;

    @Column(name = "envelope_from")
    @Nullable String envelopeFrom;

    @Column(name = "envelope_to")
    @Nullable String envelopeTo;

    @Column(name = "reasons")
    String reasons;

    @Column(name = "dkim_results")
    String dkimResults;

    @Column(name = "spf_results")
    String spfResults;

    DmarcRecord value() {
        return new DmarcRecord(
                sourceIp,
                messages,
                disposition,
                dkim,
                spf,
                list(reasons, DmarcRecord.Reason[].class),
                Optional.ofNullable(headerFrom),
                Optional.ofNullable(envelopeFrom),
                Optional.ofNullable(envelopeTo),
                list(dkimResults, DmarcRecord.DkimResult[].class),
                list(spfResults, DmarcRecord.SpfResult[].class));
    }

    private static <T> List<T> list(String json, Class<T[]> type) {
        try {
            return Arrays.asList(ReportWriter.JSON.readValue(json, type));
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException("the column holds what was written there", notOurs);
        }
    }
}
