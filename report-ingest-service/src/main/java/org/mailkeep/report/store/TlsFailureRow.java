package org.mailkeep.report.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.mailkeep.report.domain.tlsrpt.FailureDetail;

/** A row of {@code tls_failure}, as it is read. */
@Entity
@Table(name = "tls_failure")
class TlsFailureRow {

    @Id
    long id;

    @Column(name = "report")
    UUID report;

    @Column(name = "range_begin")
    Instant rangeBegin;

    @Column(name = "policy_position")
    int policyPosition;

    @Column(name = "position")
    int position;

    @Column(name = "result_type")
    String resultType;

    @Column(name = "sending_mta_ip")
    @Nullable String sendingMtaIp;

    @Column(name = "receiving_mx_hostname")
    @Nullable String receivingMxHostname;

    @Column(name = "receiving_mx_helo")
    @Nullable String receivingMxHelo;

    @Column(name = "receiving_ip")
    @Nullable String receivingIp;

    @Column(name = "failed_sessions")
    long failedSessions;

    @Column(name = "additional_information")
    @Nullable String additionalInformation;

    @Column(name = "failure_reason_code")
    @Nullable String failureReasonCode;

    FailureDetail detail() {
        return new FailureDetail(
                resultType,
                Optional.ofNullable(sendingMtaIp),
                Optional.ofNullable(receivingMxHostname),
                Optional.ofNullable(receivingMxHelo),
                Optional.ofNullable(receivingIp),
                failedSessions,
                Optional.ofNullable(additionalInformation),
                Optional.ofNullable(failureReasonCode));
    }
}
