package org.mailkeep.report.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.Arrival;
import org.mailkeep.report.domain.DateRange;
import org.mailkeep.report.domain.ReportKey;
import org.mailkeep.report.domain.Trust;
import org.mailkeep.report.domain.stored.KeptReport;

/** A row of {@code report}, as it is read. */
@Entity
@Table(name = "report")
class ReportRow {

    @Id
    UUID id;

    @Column(name = "range_begin")
    Instant rangeBegin;

    @Column(name = "range_end")
    Instant rangeEnd;

    @Enumerated(EnumType.STRING)
    @Column(name = "kind")
    ReportKey.Kind kind;

    @Column(name = "organization")
    String organization;

    @Column(name = "organization_key")
    String organizationKey;

    @Column(name = "report_id")
    String reportId;

    @Column(name = "contact")
    @Nullable String contact;

    @Column(name = "received_at")
    Instant receivedAt;

    @Column(name = "last_received_at")
    Instant lastReceivedAt;

    @Column(name = "times_received")
    int timesReceived;

    @Enumerated(EnumType.STRING)
    @Column(name = "transport")
    Arrival.Transport transport;

    @Enumerated(EnumType.STRING)
    @Column(name = "trust")
    Trust trust;

    @Column(name = "hosted")
    boolean hosted;

    @Column(name = "succeeded")
    long succeeded;

    @Column(name = "failed")
    long failed;

    @Column(name = "quirks")
    String quirks;

    @Column(name = "signed_by")
    @Nullable String signedBy;

    /** As it was counted: see {@link org.mailkeep.report.domain.found.Judged#countsAsVerified}. */
    boolean countsAsVerified() {
        return trust.isVerified() && hosted;
    }

    KeptReport head(List<DomainName> domains) {
        return new KeptReport(
                id,
                kind,
                organization,
                Optional.ofNullable(contact),
                reportId,
                new DateRange(rangeBegin, rangeEnd),
                domains,
                receivedAt,
                lastReceivedAt,
                timesReceived,
                transport,
                trust,
                hosted,
                succeeded,
                failed,
                texts(quirks),
                Optional.ofNullable(signedBy).map(DomainName::new));
    }

    /** A JSON array of strings, as {@link ReportWriter#json} wrote it. */
    static List<String> texts(String json) {
        try {
            return Arrays.asList(ReportWriter.JSON.readValue(json, String[].class));
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException("the column holds what was written there", notOurs);
        }
    }
}
