package org.mailkeep.policy.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.Advice;
import org.mailkeep.policy.domain.TlsPolicy;

/** Shows what an answer rests on. Asks DNS, but never a policy host, and changes nothing that is remembered. */
@ApplicationScoped
public class ExplainPolicy {

    private final PolicyLookup lookup;
    private final EvaluatePolicy evaluate;
    private final Clock clock;

    ExplainPolicy(PolicyLookup lookup, EvaluatePolicy evaluate, Clock clock) {
        this.lookup = lookup;
        this.evaluate = evaluate;
        this.clock = clock;
    }

    public Uni<Explanation> explain(DomainName domain) {
        return lookup.lookup(domain)
                .chain(served -> evaluate.findings(domain).map(findings -> explanation(served, findings)));
    }

    private Explanation explanation(TlsPolicy served, Findings findings) {
        return new Explanation(served, findings, Advice.of(served, clock.instant()), Optional.empty());
    }
}
