package org.mailkeep.policy.domain.posture;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.policy.domain.Route;
import org.mailkeep.policy.domain.caa.CaaSearch;
import org.mailkeep.policy.domain.dmarc.Destination;
import org.mailkeep.policy.domain.dmarc.PolicyDiscovery;
import org.mailkeep.policy.domain.dmarc.TreeWalk;
import org.mailkeep.policy.domain.mtasts.PolicyFetch;
import org.mailkeep.policy.domain.mtasts.StsPolicy;

/**
 * Everything that a hosted domain's posture rests on.
 *
 * @param wanted what is configured for the domain
 * @param fetched what the policy host serves to the world
 */
public record PostureFacts(
        DomainName domain,
        Wanted wanted,
        Route route,
        Lookup<String> stsRecord,
        PolicyFetch fetched,
        List<MxFacts> mxHosts,
        CaaSearch.Decided caa,
        TreeWalk.Ended dmarc,
        List<Destination> dmarcReports,
        Lookup<String> tlsRpt) {

    public PostureFacts {
        mxHosts = List.copyOf(mxHosts);
        dmarcReports = List.copyOf(dmarcReports);
    }

    /**
     * What is configured for a domain.
     *
     * @param announcedId the id of the policy that is to be announced; empty before it is live on every replica
     */
    public record Wanted(
            StsPolicy policy, Optional<String> announcedId, List<String> tlsrptRua, Set<DomainName> caaIssuers) {
        public Wanted {
            tlsrptRua = List.copyOf(tlsrptRua);
            caaIssuers = Set.copyOf(caaIssuers);
        }
    }

    /** Checks everything. */
    public Posture assess(Instant now) {
        List<CheckResult> checks = new ArrayList<>();
        checks.add(DnssecCheck.domain(domain, route));
        checks.add(MtaStsCheck.record(domain, stsRecord, wanted.announcedId()));
        checks.add(MtaStsCheck.policy(
                domain,
                fetched,
                wanted.policy(),
                mxHosts.stream().map(MxFacts::host).toList()));
        checks.add(MtaStsCheck.certificate(domain, fetched, now));
        for (MxFacts mx : mxHosts) {
            checks.add(DnssecCheck.host(mx.host(), mx.addresses()));
            checks.add(MxHostCheck.tlsa(mx));
            checks.add(MxHostCheck.startTls(mx));
            checks.add(MxHostCheck.expiry(mx, now));
        }
        checks.add(CaaCheck.of(domain, caa, wanted.caaIssuers()));
        checks.add(DmarcCheck.policy(dmarc));
        checks.add(DmarcCheck.reports(domain, PolicyDiscovery.of(dmarc), dmarcReports));
        checks.add(TlsRptCheck.of(domain, tlsRpt, wanted.tlsrptRua()));
        return new Posture(domain, checks, now);
    }
}
