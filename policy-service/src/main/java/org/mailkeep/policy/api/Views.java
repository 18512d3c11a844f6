package org.mailkeep.policy.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.policy.api.ExplanationView.DnsAnswer;
import org.mailkeep.policy.app.Explanation;
import org.mailkeep.policy.app.Findings;
import org.mailkeep.policy.domain.Requirement;
import org.mailkeep.policy.domain.Route;
import org.mailkeep.policy.domain.Rule;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.dane.HostVerdict;
import org.mailkeep.policy.domain.dane.TlsaRecord;
import org.mailkeep.policy.domain.mtasts.StsState;
import org.mailkeep.policy.domain.override.OperatorOverride;

/** Maps what is known to what is shown. */
final class Views {

    private Views() {}

    static TlsPolicyView of(TlsPolicy policy, @Nullable OperatorOverride override, Instant now) {
        return new TlsPolicyView(
                policy.domain().value(),
                policy.decision().effective().name().toLowerCase(Locale.ROOT),
                policy.decision().reply().query(),
                mxHosts(policy, now),
                mtaSts(policy.sts(), now),
                dane(policy.route()),
                rule(policy.decision().rule()),
                policy.evaluatedAt(),
                policy.expiresAt(),
                policy.version(),
                override == null ? null : OverrideView.of(override));
    }

    static ExplanationView of(Explanation explanation, @Nullable OperatorOverride override, Instant now) {
        return new ExplanationView(
                of(explanation.served(), override, now),
                explanation.findings().inOrder().stream().map(Views::dnsAnswer).toList(),
                steps(explanation.served().sts(), now),
                explanation.advice(),
                explanation.difference().orElse(null));
    }

    private static List<TlsPolicyView.MxHost> mxHosts(TlsPolicy policy, Instant now) {
        return policy.route() instanceof Route.Hosts known
                ? known.hosts().stream()
                        .map(host -> mxHost(host, Requirement.of(host, known.mxSecure(), policy.sts(), now)))
                        .toList()
                : List.of();
    }

    private static TlsPolicyView.MxHost mxHost(Route.Host host, Requirement requirement) {
        String name = host.mx().name().value();
        int preference = host.mx().preference();
        String level = requirement.level().word();
        return switch (host.verdict()) {
            case HostVerdict.Usable(var base, var records) ->
                new TlsPolicyView.MxHost(name, preference, level, requirement.reason(), base.value(), tlsa(records));
            case HostVerdict.Unusable(var base, var records) ->
                new TlsPolicyView.MxHost(name, preference, level, requirement.reason(), base.value(), tlsa(records));
            case HostVerdict.NoTlsa _, HostVerdict.TempFail _, HostVerdict.Unreachable _ ->
                new TlsPolicyView.MxHost(name, preference, level, requirement.reason(), null, List.of());
        };
    }

    static TlsPolicyView.Tlsa tlsa(TlsaRecord record) {
        return new TlsPolicyView.Tlsa(
                record.usage(),
                record.selector(),
                record.matchingType(),
                record.data(),
                record.usable(),
                record.unusableBecause().orElse(null));
    }

    private static List<TlsPolicyView.Tlsa> tlsa(List<TlsaRecord> records) {
        return records.stream().map(Views::tlsa).toList();
    }

    private static TlsPolicyView.MtaSts mtaSts(StsState sts, Instant now) {
        return switch (sts) {
            case StsState.Off off ->
                new TlsPolicyView.MtaSts(
                        "off", null, null, List.of(), null, null, null, off.nextCheck(), off.why(), null);
            case StsState.Unavailable(var failure, var nextCheck) ->
                new TlsPolicyView.MtaSts(
                        "unavailable",
                        failure.id(),
                        null,
                        List.of(),
                        null,
                        null,
                        null,
                        nextCheck,
                        failure.why(),
                        failure(failure));
            case StsState.Active active ->
                new TlsPolicyView.MtaSts(
                        active.isLive(now) ? "active" : "expired",
                        active.id(),
                        active.policy().mode().word(),
                        active.policy().mx().stream().map(Object::toString).toList(),
                        active.policy().maxAge().toSeconds(),
                        active.fetchedAt(),
                        active.expiresAt(),
                        active.nextCheck(),
                        null,
                        active.lastFailure().map(Views::failure).orElse(null));
        };
    }

    private static TlsPolicyView.FetchFailure failure(StsState.FailedFetch failure) {
        return new TlsPolicyView.FetchFailure(failure.id(), failure.type().word(), failure.why(), failure.retryAt());
    }

    private static TlsPolicyView.Dane dane(Route route) {
        return switch (route) {
            case Route.Hosts known ->
                new TlsPolicyView.Dane("hosts", known.mxSecure(), known.implicit(), null, known.expiresAt());
            case Route.NoMail(var expiresAt) -> new TlsPolicyView.Dane("no-mail", false, false, null, expiresAt);
            case Route.NoSuchDomain(var expiresAt) ->
                new TlsPolicyView.Dane("no-such-domain", false, false, null, expiresAt);
            case Route.Undetermined(var why, var expiresAt) ->
                new TlsPolicyView.Dane("undetermined", false, false, why, expiresAt);
        };
    }

    private static TlsPolicyView.RuleView rule(Rule rule) {
        return new TlsPolicyView.RuleView(rule.id(), rule.source(), rule.text());
    }

    private static List<String> steps(StsState sts, Instant now) {
        var steps = new ArrayList<String>();
        switch (sts) {
            case StsState.Off off -> steps.add("TXT at _mta-sts: " + off.why());
            case StsState.Unavailable unavailable -> {
                StsState.FailedFetch failure = unavailable.failure();
                steps.add("TXT at _mta-sts: a policy with id " + failure.id() + " is announced");
                steps.add("Fetch: " + failure.why() + "; not tried again before " + failure.retryAt());
            }
            case StsState.Active active -> {
                steps.add("TXT at _mta-sts: a policy with id " + active.id() + " was announced");
                steps.add("Fetch: a valid policy of mode "
                        + active.policy().mode().word() + ", at " + active.fetchedAt());
                active.lastFailure()
                        .ifPresent(failure -> steps.add("Fetch of id " + failure.id() + ": " + failure.why()
                                + "; not tried again before " + failure.retryAt()));
                steps.add((active.isLive(now) ? "In force until " : "Expired at ") + active.expiresAt());
            }
        }
        return List.copyOf(steps);
    }

    private static DnsAnswer dnsAnswer(Findings.Finding finding) {
        String question = finding.name().value();
        String type = finding.type();
        return switch (finding.answer()) {
            case Lookup.Secure<?> found ->
                new DnsAnswer(question, type, "secure", true, found.ttl().toSeconds(), texts(found.records()), null);
            case Lookup.Insecure<?> found ->
                new DnsAnswer(question, type, "insecure", false, found.ttl().toSeconds(), texts(found.records()), null);
            case Lookup.NoData<?>(boolean secure, Duration ttl) ->
                new DnsAnswer(question, type, "nodata", secure, ttl.toSeconds(), List.of(), null);
            case Lookup.NxDomain<?>(boolean secure, Duration ttl) ->
                new DnsAnswer(question, type, "nxdomain", secure, ttl.toSeconds(), List.of(), null);
            case Lookup.Bogus<?>(var why) -> new DnsAnswer(question, type, "bogus", false, null, List.of(), why);
            case Lookup.TempFail<?>(var why) -> new DnsAnswer(question, type, "tempfail", false, null, List.of(), why);
        };
    }

    private static List<String> texts(List<?> records) {
        return records.stream().map(Object::toString).toList();
    }
}
