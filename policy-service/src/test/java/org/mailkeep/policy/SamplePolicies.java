package org.mailkeep.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.MixedPolicy;
import org.mailkeep.policy.domain.Route;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.dane.HostVerdict;
import org.mailkeep.policy.domain.dane.MxHost;
import org.mailkeep.policy.domain.dane.TlsaRecord;
import org.mailkeep.policy.domain.mtasts.MxPattern;
import org.mailkeep.policy.domain.mtasts.StsFailureType;
import org.mailkeep.policy.domain.mtasts.StsPolicy;
import org.mailkeep.policy.domain.mtasts.StsState;

/** Policies of every kind, made by the domain's own rules. */
public final class SamplePolicies {

    private static final TlsaRecord TLSA = new TlsaRecord(3, 1, 1, "ab".repeat(32));

    private SamplePolicies() {}

    /** DANE for all hosts, no MTA-STS. */
    public static TlsPolicy dane(String domain, Instant now, Duration life) {
        var host = new HostVerdict.Usable(new DomainName("mx." + domain), List.of(TLSA));
        return policy(domain, hosts(domain, host, true, now.plus(life)), off(now, life), now);
    }

    /** An MTA-STS policy with a failed attempt to renew it, and hosts of every kind. */
    public static TlsPolicy sts(String domain, StsPolicy.Mode mode, Instant now, Duration life) {
        var policy = new StsPolicy(
                mode,
                List.of(
                        new MxPattern(new DomainName("mx." + domain), false),
                        new MxPattern(new DomainName(domain), true)),
                Duration.ofDays(7));
        var failure = new StsState.FailedFetch("id2", StsFailureType.WEBPKI_INVALID, "wrong name", now.plus(life));
        var sts = new StsState.Active(policy, "id1", now, Optional.of(failure), now.plus(life));
        var hosts = List.of(
                host("mx1." + domain, new HostVerdict.NoTlsa("the zone is not signed")),
                host("mx2." + domain, new HostVerdict.Unreachable("the host does not exist")),
                host("mx3." + domain, new HostVerdict.TempFail("the TLSA records could not be looked up")),
                host(
                        "mx4." + domain,
                        new HostVerdict.Unusable(
                                new DomainName("mx4." + domain), List.of(new TlsaRecord(0, 0, 1, "00")))));
        return policy(domain, new Route.Hosts(hosts, false, false, now.plus(life)), sts, now);
    }

    /** Neither DANE nor MTA-STS. */
    public static TlsPolicy none(String domain, Instant now, Duration life) {
        var host = new HostVerdict.NoTlsa("no TLSA record");
        return policy(domain, hosts(domain, host, true, now.plus(life)), off(now, life), now);
    }

    /** Mail cannot be sent for now. */
    public static TlsPolicy tempFail(String domain, Instant now, Duration life) {
        var route = new Route.Undetermined("the MX records could not be looked up", now.plus(life));
        return policy(domain, route, off(now, life), now);
    }

    /** The domain does not exist, and a policy that is announced cannot be had. */
    public static TlsPolicy noSuchDomain(String domain, Instant now, Duration life) {
        var failure = new StsState.FailedFetch("id1", StsFailureType.FETCH_ERROR, "no answer", now.plus(life));
        return policy(
                domain, new Route.NoSuchDomain(now.plus(life)), new StsState.Unavailable(failure, now.plus(life)), now);
    }

    /** The domain takes no mail. */
    public static TlsPolicy noMail(String domain, Instant now, Duration life) {
        return policy(domain, new Route.NoMail(now.plus(life)), off(now, life), now);
    }

    private static TlsPolicy policy(String domain, Route route, StsState sts, Instant now) {
        return TlsPolicy.of(new DomainName(domain), route, sts, MixedPolicy.DANE, now);
    }

    private static Route hosts(String domain, HostVerdict verdict, boolean mxSecure, Instant expiresAt) {
        return new Route.Hosts(List.of(host("mx." + domain, verdict)), mxSecure, false, expiresAt);
    }

    private static Route.Host host(String name, HostVerdict verdict) {
        return new Route.Host(new MxHost(new DomainName(name), 10), verdict);
    }

    private static StsState off(Instant now, Duration life) {
        return new StsState.Off("no _mta-sts record", now.plus(life));
    }
}
