package org.mailkeep.policy.domain.verification;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.Requirement;
import org.mailkeep.policy.domain.Route;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.dane.HostVerdict;
import org.mailkeep.policy.domain.dane.TlsaRecord;
import org.mailkeep.policy.domain.mtasts.StsPolicy;
import org.mailkeep.policy.domain.mtasts.StsState;

/** What a policy demands of one MX host, with all that is needed to judge it. */
public sealed interface Demand {

    /** What only TLS can satisfy. */
    sealed interface OfTls extends Demand permits Dane, Encryption, Sts {}

    /**
     * A match with one of these records.
     *
     * @param referenceNames the names that a certificate under DANE-TA must be for: the next-hop domain, the host, and the
     *     TLSA base domain that its aliases lead to (RFC 7672 §3.2.2)
     */
    record Dane(List<TlsaRecord> records, Set<DomainName> referenceNames) implements OfTls {
        public Dane {
            records = List.copyOf(records);
            referenceNames = Set.copyOf(referenceNames);
        }
    }

    /** TLS, however authenticated. */
    record Encryption() implements OfTls {}

    /** A certificate of a public authority for the host, which the policy must allow. */
    record Sts(DomainName host, StsPolicy policy) implements OfTls {}

    /** Nothing. */
    record Nothing(String why) implements Demand {}

    /** Nothing, since an announced MTA-STS policy cannot be had. */
    record Unavailable(StsState.FailedFetch failure) implements Demand {}

    /** What no certificate can satisfy. */
    record Impossible(Failure failure) implements Demand {}

    /** What {@code policy} demands of {@code host} at {@code now}. A policy in testing is judged as if it were enforced. */
    static Demand of(TlsPolicy policy, DomainName host, Instant now) {
        return switch (policy.route()) {
            case Route.Hosts known ->
                known.hosts().stream()
                        .filter(candidate -> candidate.mx().name().equals(host))
                        .findFirst()
                        .map(found -> of(policy, known, found, now))
                        .orElseGet(() -> new Impossible(Failure.NO_MX_HOST));
            case Route.NoMail _, Route.NoSuchDomain _ -> new Impossible(Failure.NO_MX_HOST);
            case Route.Undetermined _ -> new Impossible(Failure.TLSA_UNKNOWN);
        };
    }

    private static Demand of(TlsPolicy policy, Route.Hosts known, Route.Host host, Instant now) {
        Requirement requirement = Requirement.of(host, known.mxSecure(), policy.sts(), now);
        return switch (requirement.level()) {
            case DANE -> byTlsa(policy.domain(), host);
            case STS -> new Sts(host.mx().name(), policy.sts().enforced(now).orElseThrow());
            case REFUSE ->
                new Impossible(
                        host.verdict() instanceof HostVerdict.Unreachable
                                ? Failure.NO_MX_HOST
                                : Failure.NOT_ALLOWED_BY_STS);
            case TEMPFAIL -> new Impossible(Failure.TLSA_UNKNOWN);
            case OPPORTUNISTIC -> withoutDemand(policy.sts(), host.mx().name(), requirement.reason(), now);
        };
    }

    private static Demand byTlsa(DomainName domain, Route.Host host) {
        return switch (host.verdict()) {
            case HostVerdict.Usable(var base, var records) ->
                new Dane(
                        records.stream().filter(TlsaRecord::usable).toList(),
                        Stream.of(domain, host.mx().name(), base).collect(Collectors.toSet()));
            case HostVerdict.Unusable _, HostVerdict.NoTlsa _, HostVerdict.TempFail _, HostVerdict.Unreachable _ ->
                new Encryption();
        };
    }

    private static Demand withoutDemand(StsState sts, DomainName host, String why, Instant now) {
        Optional<StsPolicy> testing = sts.policy(now).filter(policy -> policy.mode() == StsPolicy.Mode.TESTING);
        if (testing.isPresent()) {
            return new Sts(host, testing.get());
        }
        return sts instanceof StsState.Unavailable unavailable
                ? new Unavailable(unavailable.failure())
                : new Nothing(why);
    }
}
