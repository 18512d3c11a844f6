package org.mailkeep.policy.app;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.TrustAnchor;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.X509TrustManager;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.net.TrustedAuthorities;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.verification.Demand;
import org.mailkeep.policy.domain.verification.Presented;
import org.mailkeep.policy.domain.verification.Verdict;
import org.mailkeep.policy.domain.verification.Verification;

/** Whether what an MX host presents satisfies the policy; on a worker thread, since signatures are checked. */
@ApplicationScoped
public class JudgePresented {

    private final PolicyLookup lookup;
    private final Set<TrustAnchor> authorities;
    private final Clock clock;

    JudgePresented(PolicyLookup lookup, TrustedAuthorities authorities, Clock clock) {
        this.lookup = lookup;
        this.clock = clock;
        this.authorities = Stream.of(authorities.trust().getTrustManagers())
                .flatMap(manager -> manager instanceof X509TrustManager x509 ? Stream.of(x509) : Stream.empty())
                .flatMap(manager -> Stream.of(manager.getAcceptedIssuers()))
                .map(certificate -> new TrustAnchor(certificate, null))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Judges by the domain's policy as it is evaluated, whatever an operator decided for mail servers. */
    public Uni<Verdict> judge(DomainName domain, DomainName host, Presented presented) {
        return lookup.evaluated(domain).chain(policy -> judge(policy, host, presented));
    }

    Uni<Verdict> judge(TlsPolicy policy, DomainName host, Presented presented) {
        return Uni.createFrom()
                .item(() -> {
                    Instant now = clock.instant();
                    return Verification.of(Demand.of(policy, host, now), presented, authorities, now);
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
