package org.mailkeep.report.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.tlsrpt.FailureDetail;
import org.mailkeep.report.domain.tlsrpt.PolicyResult;

/** A row of {@code tls_policy}, as it is read. */
@Entity
@Table(name = "tls_policy")
class TlsPolicyRow {

    @Id
    long id;

    @Column(name = "report")
    UUID report;

    @Column(name = "range_begin")
    Instant rangeBegin;

    @Column(name = "position")
    int position;

    @Column(name = "policy_type")
    String policyType;

    @Column(name = "domain")
    String domain;

    @Column(name = "policy_strings")
    String policyStrings;

    @Column(name = "mx_hosts")
    String mxHosts;

    @Column(name = "succeeded")
    long succeeded;

    @Column(name = "failed")
    long failed;

    PolicyResult result(List<FailureDetail> failures) {
        return new PolicyResult(
                policyType,
                new DomainName(domain),
                ReportRow.texts(policyStrings),
                ReportRow.texts(mxHosts),
                succeeded,
                failed,
                failures);
    }
}
