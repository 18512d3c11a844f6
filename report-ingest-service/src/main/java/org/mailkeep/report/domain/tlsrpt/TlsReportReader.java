package org.mailkeep.report.domain.tlsrpt;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.DateRange;
import org.mailkeep.report.domain.Deviations;
import org.mailkeep.report.domain.Hints;
import org.mailkeep.report.domain.Place;
import org.mailkeep.report.domain.Quirk;
import org.mailkeep.report.domain.Reading;
import org.mailkeep.report.domain.Refusal;
import org.mailkeep.report.domain.json.JsonValue;

/**
 * Reads TLS reports (RFC 8460 §4.4): all of a valid one, and the deviations that real senders produce, each of which is
 * noted. What would make a number wrong is refused.
 */
public final class TlsReportReader {

    /** A report is about one domain, seldom more; its MX hosts and policies are few. */
    static final int MAX_POLICIES = 1_000;

    /** MX patterns, policy lines and TLSA records, each. */
    static final int MAX_STRINGS = 1_000;

    private static final Set<String> POLICY_TYPES =
            Set.of(PolicyResult.STS, PolicyResult.TLSA, PolicyResult.NO_POLICY_FOUND);

    private final Hints hints;
    private final Deviations noted;

    private TlsReportReader(Hints hints, Deviations noted) {
        this.hints = hints;
        this.noted = noted;
    }

    /**
     * Reads a report.
     *
     * @param hints for what the report does not say
     * @param noted the quirks found so far; the report's own are added
     */
    public static Reading<TlsReport> read(JsonValue document, Hints hints, Deviations noted) {
        try {
            return new Reading.Read<>(new TlsReportReader(hints, noted).report(document));
        } catch (Refusal refusal) {
            return refusal.outcome();
        }
    }

    private TlsReport report(JsonValue document) throws Refusal {
        var report = Members.of(document, Place.ROOT, noted);
        String id = report.text("report-id");
        DateRange range = range(report.object("date-range"));
        String organization = organization(report);
        List<PolicyResult> policies = policies(report);
        return new TlsReport(organization, contact(report), id, range, policies, noted.list());
    }

    private String organization(Members report) throws Refusal {
        Optional<String> written = report.optionalText("organization-name");
        if (written.isPresent()) {
            return written.get();
        }
        String submitter =
                hints.submitter().orElseThrow(() -> new Refusal(report.place("organization-name"), "absent"));
        noted.note(Quirk.ORGANIZATION_DERIVED, report.place("organization-name"));
        return submitter;
    }

    private Optional<String> contact(Members report) throws Refusal {
        if (report.isNull("contact-info") || report.value("contact-info").isEmpty()) {
            noted.note(Quirk.CONTACT_ABSENT, report.place("contact-info"));
            return Optional.empty();
        }
        return report.optionalText("contact-info");
    }

    private DateRange range(Members range) throws Refusal {
        var begin = Times.read(range.text("start-datetime"), range.place("start-datetime"), noted);
        var end = Times.read(range.text("end-datetime"), range.place("end-datetime"), noted);
        if (end.isBefore(begin)) {
            throw new Refusal(range.place("end-datetime"), "before the start");
        }
        return new DateRange(begin, end);
    }

    private List<PolicyResult> policies(Members report) throws Refusal {
        List<JsonValue> items = report.items("policies", MAX_POLICIES)
                .filter(present -> !present.isEmpty())
                .orElseThrow(() -> new Refusal(report.place("policies"), "absent or empty"));
        Place place = report.place("policies");
        Optional<DomainName> only = onlyDomain(items, place);
        var results = new ArrayList<PolicyResult>(items.size());
        for (int i = 0; i < items.size(); i++) {
            results.add(result(Members.of(items.get(i), place.item(i), noted), only));
        }
        if (!Overlap.repeated(results).isEmpty()) {
            noted.note(Quirk.SESSIONS_REPORTED_TWICE, place);
        }
        return results;
    }

    /** The domain of those policies that name one, when it is the same. */
    private static Optional<DomainName> onlyDomain(List<JsonValue> policies, Place place) throws Refusal {
        var domains = new LinkedHashSet<DomainName>();
        var unheard = new Deviations();
        for (int i = 0; i < policies.size(); i++) {
            var policy = Members.of(policies.get(i), place.item(i), unheard).object("policy");
            policy.optionalText("policy-domain").flatMap(DomainName::parse).ifPresent(domains::add);
        }
        return domains.size() == 1 ? Optional.of(domains.getFirst()) : Optional.empty();
    }

    private PolicyResult result(Members item, Optional<DomainName> only) throws Refusal {
        var policy = item.object("policy");
        List<FailureDetail> failures = failures(item);
        long named = failures.stream().mapToLong(FailureDetail::failedSessions).sum();
        long succeeded = 0;
        long failed = named;
        if (item.value("summary").isPresent()) {
            var summary = item.object("summary");
            succeeded = summary.count("total-successful-session-count");
            failed = summary.count("total-failure-session-count");
            if (named > failed) {
                noted.note(Quirk.FAILURES_EXCEED_SUMMARY, item.place("failure-details"));
            }
        } else {
            noted.note(Quirk.SUMMARY_ABSENT, item.place("summary"));
        }
        return new PolicyResult(
                policyType(policy),
                domain(policy, only),
                PolicyStrings.policy(
                        policy.texts("policy-string", MAX_STRINGS, Quirk.POLICY_STRING_STRING),
                        policy.place("policy-string"),
                        noted),
                mxHosts(policy),
                succeeded,
                failed,
                failures);
    }

    private String policyType(Members policy) throws Refusal {
        String type = policy.text("policy-type");
        String folded = type.toLowerCase(Locale.ROOT);
        if (POLICY_TYPES.contains(folded)) {
            return folded;
        }
        noted.note(Quirk.POLICY_TYPE_UNKNOWN, policy.place("policy-type"));
        return type;
    }

    private DomainName domain(Members policy, Optional<DomainName> only) throws Refusal {
        Place place = policy.place("policy-domain");
        Optional<String> written = policy.optionalText("policy-domain");
        if (written.isPresent()) {
            DomainName domain =
                    DomainName.parse(written.get()).orElseThrow(() -> new Refusal(place, "not a domain name"));
            if (!isAscii(written.get())) {
                noted.note(Quirk.POLICY_DOMAIN_U_LABEL, place);
            }
            return domain;
        }
        DomainName derived = hints.policyDomain()
                .or(() -> only)
                .orElseThrow(() -> new Refusal(place, "absent, and nothing around the report names the domain"));
        noted.note(Quirk.POLICY_DOMAIN_DERIVED, place);
        return derived;
    }

    private List<String> mxHosts(Members policy) throws Refusal {
        List<String> hosts = policy.texts("mx-host", MAX_STRINGS, Quirk.MX_HOST_STRING);
        if (hosts.isEmpty()) {
            hosts = policy.texts("mx-host-pattern", MAX_STRINGS, Quirk.MX_HOST_STRING);
            if (!hosts.isEmpty()) {
                noted.note(Quirk.MX_HOST_PATTERN, policy.place("mx-host-pattern"));
            }
        }
        return PolicyStrings.mxHosts(hosts, policy.place("mx-host"), noted);
    }

    private List<FailureDetail> failures(Members item) throws Refusal {
        Place place = item.place("failure-details");
        if (item.isNull("failure-details")) {
            noted.note(Quirk.FAILURE_DETAILS_NULL, place);
            return List.of();
        }
        // How many there are is bounded by the number of values that are read at all.
        List<JsonValue> items = item.items("failure-details", Integer.MAX_VALUE).orElse(List.of());
        var failures = new ArrayList<FailureDetail>(items.size());
        for (int i = 0; i < items.size(); i++) {
            failures.add(failure(Members.of(items.get(i), place.item(i), noted)));
        }
        return failures;
    }

    private FailureDetail failure(Members detail) throws Refusal {
        String type = detail.text("result-type");
        String folded = type.toLowerCase(Locale.ROOT);
        boolean known = ResultTypes.KNOWN.contains(folded);
        if (!known) {
            noted.note(Quirk.RESULT_TYPE_UNKNOWN, detail.place("result-type"));
        }
        Optional<String> sender = detail.optionalText("sending-mta-ip");
        if (sender.isEmpty()) {
            noted.note(Quirk.SENDING_ADDRESS_ABSENT, detail.place("sending-mta-ip"));
        }
        return new FailureDetail(
                known ? folded : type,
                sender,
                detail.optionalText("receiving-mx-hostname"),
                detail.optionalText("receiving-mx-helo"),
                detail.optionalText("receiving-ip"),
                detail.count("failed-session-count"),
                detail.optionalText("additional-information"),
                detail.optionalText("failure-reason-code"));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
