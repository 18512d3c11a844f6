package org.mailkeep.report.store;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.ReportKey;
import org.mailkeep.report.domain.dmarc.DmarcRecord;
import org.mailkeep.report.domain.dmarc.DmarcReport;
import org.mailkeep.report.domain.dmarc.PublishedPolicy;
import org.mailkeep.report.domain.found.Original;
import org.mailkeep.report.domain.tlsrpt.FailureDetail;
import org.mailkeep.report.domain.tlsrpt.PolicyResult;
import org.mailkeep.report.domain.tlsrpt.TlsReport;

/** Writes what a report says into its tables, each table with one statement, however many rows there are. */
@ApplicationScoped
class ReportWriter {

    private static final String ORIGINAL = """
            insert into report_original (report, range_begin, file_name, body)
            values (:report, :begin, nullif(cast(:name as text), ''), :body)
            """;

    private static final String DOMAINS = """
            insert into report_domain (domain, range_begin, report)
            select domain, cast(:begin as timestamptz), cast(:report as uuid)
            from jsonb_array_elements_text(cast(cast(:rows as text) as jsonb)) as domain
            """;

    private static final String TLS_POLICIES = """
            insert into tls_policy (report, range_begin, position, policy_type, domain, policy_strings, mx_hosts,
                                    succeeded, failed)
            select cast(:report as uuid), cast(:begin as timestamptz), position, type, domain, cast(strings as text), cast("mxHosts" as text),
                   succeeded, failed
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as row (
                position integer, type text, domain text, strings jsonb, "mxHosts" jsonb, succeeded bigint,
                failed bigint)
            """;

    private static final String TLS_FAILURES = """
            insert into tls_failure (report, range_begin, policy_position, position, result_type, sending_mta_ip,
                                     receiving_mx_hostname, receiving_mx_helo, receiving_ip, failed_sessions,
                                     additional_information, failure_reason_code)
            select cast(:report as uuid), cast(:begin as timestamptz), policy, position, "resultType", "sendingMtaIp",
                   "receivingMxHostname", "receivingMxHelo", "receivingIp", "failedSessions", "additionalInformation",
                   "failureReasonCode"
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as row (
                policy integer, position integer, "resultType" text, "sendingMtaIp" text, "receivingMxHostname" text,
                "receivingMxHelo" text, "receivingIp" text, "failedSessions" bigint, "additionalInformation" text,
                "failureReasonCode" text)
            """;

    private static final String DMARC_POLICY = """
            insert into dmarc_policy (report, range_begin, domain, adkim, aspf, p, sp, np, pct, testing,
                                      discovery_method, fo, generator, email, errors)
            select cast(:report as uuid), cast(:begin as timestamptz), domain, adkim, aspf, p, sp, np, pct, testing,
                   "discoveryMethod", fo, generator, email, cast(errors as text)
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as row (
                domain text, adkim text, aspf text, p text, sp text, np text, pct text, testing text,
                "discoveryMethod" text, fo text, generator text, email text, errors jsonb)
            """;

    private static final String DMARC_RECORDS = """
            insert into dmarc_record (report, range_begin, position, source_ip, messages, disposition, dkim, spf,
                                      header_from, envelope_from, envelope_to, reasons, dkim_results, spf_results)
            select cast(:report as uuid), cast(:begin as timestamptz), position, "sourceIp", count, disposition, dkim,
                   spf, "headerFrom", "envelopeFrom", "envelopeTo", cast(reasons as text),
                   cast("dkimResults" as text), cast("spfResults" as text)
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as row (
                position integer, "sourceIp" text, count bigint, disposition text, dkim text, spf text,
                "headerFrom" text, "envelopeFrom" text, "envelopeTo" text, reasons jsonb, "dkimResults" jsonb,
                "spfResults" jsonb)
            """;

    static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    Uni<Void> write(Mutiny.Session session, UUID id, TlsReport report, Original original) {
        Instant begin = report.range().begin();
        var policies = new ArrayList<PolicyLine>();
        var failures = new ArrayList<FailureLine>();
        for (int i = 0; i < report.policies().size(); i++) {
            PolicyResult result = report.policies().get(i);
            policies.add(PolicyLine.of(i, result));
            for (int j = 0; j < result.failures().size(); j++) {
                failures.add(new FailureLine(i, j, result.failures().get(j)));
            }
        }
        return common(session, id, report.key(), report.domains(), original)
                .flatMap(_ -> rows(session, TLS_POLICIES, id, begin, policies))
                .flatMap(_ -> rows(session, TLS_FAILURES, id, begin, failures));
    }

    Uni<Void> write(Mutiny.Session session, UUID id, DmarcReport report, Original original) {
        Instant begin = report.range().begin();
        var records = new ArrayList<RecordLine>();
        for (int i = 0; i < report.records().size(); i++) {
            records.add(new RecordLine(i, report.records().get(i)));
        }
        return common(session, id, report.key(), List.of(report.policy().domain()), original)
                .flatMap(_ -> rows(session, DMARC_POLICY, id, begin, List.of(DmarcPolicyLine.of(report))))
                .flatMap(_ -> rows(session, DMARC_RECORDS, id, begin, records));
    }

    private static Uni<Void> common(
            Mutiny.Session session, UUID id, ReportKey key, List<DomainName> domains, Original original) {
        Instant begin = key.range().begin();
        return session.createNativeQuery(ORIGINAL)
                .setParameter("report", id)
                .setParameter("begin", begin)
                .setParameter("name", original.fileName().orElse(""))
                .setParameter("body", original.body().bytes())
                .executeUpdate()
                .flatMap(_ -> rows(
                        session,
                        DOMAINS,
                        id,
                        begin,
                        domains.stream().map(DomainName::value).toList()));
    }

    private static Uni<Void> rows(Mutiny.Session session, String insert, UUID id, Instant begin, List<?> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : session.createNativeQuery(insert)
                        .setParameter("report", id)
                        .setParameter("begin", begin)
                        .setParameter("rows", json(rows))
                        .executeUpdate()
                        .replaceWithVoid();
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("records of texts and numbers can be written", impossible);
        }
    }

    /** A row of {@code tls_policy}; the statement names the members. */
    private record PolicyLine(
            int position,
            String type,
            String domain,
            List<String> strings,
            List<String> mxHosts,
            long succeeded,
            long failed) {

        static PolicyLine of(int position, PolicyResult result) {
            return new PolicyLine(
                    position,
                    result.type(),
                    result.domain().value(),
                    result.strings(),
                    result.mxHosts(),
                    result.succeeded(),
                    result.failed());
        }
    }

    /** A row of {@code tls_failure}. */
    private record FailureLine(
            int policy, int position, @JsonUnwrapped FailureDetail detail) {}

    /** The row of {@code dmarc_policy}. */
    private record DmarcPolicyLine(
            String domain,
            Optional<String> adkim,
            Optional<String> aspf,
            Optional<String> p,
            Optional<String> sp,
            Optional<String> np,
            Optional<String> pct,
            Optional<String> testing,
            Optional<String> discoveryMethod,
            Optional<String> fo,
            Optional<String> generator,
            Optional<String> email,
            List<String> errors) {

        static DmarcPolicyLine of(DmarcReport report) {
            PublishedPolicy policy = report.policy();
            return new DmarcPolicyLine(
                    policy.domain().value(),
                    policy.adkim(),
                    policy.aspf(),
                    policy.p(),
                    policy.sp(),
                    policy.np(),
                    policy.pct(),
                    policy.testing(),
                    policy.discoveryMethod(),
                    policy.fo(),
                    report.generator(),
                    report.email(),
                    report.errors());
        }
    }

    /** A row of {@code dmarc_record}. */
    private record RecordLine(int position, @JsonUnwrapped DmarcRecord one) {}
}
