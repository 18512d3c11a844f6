package org.mailkeep.policy.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.policy.domain.Advice;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.mtasts.StsState;
import org.mailkeep.policy.domain.mtasts.StsUpdate;

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
        Instant now = clock.instant();
        TlsPolicy seen = evaluate.combine(served.domain(), findings.route(), served.sts());
        return new Explanation(
                served,
                findings,
                Advice.of(served, now),
                differentAnswer(served, seen).or(() -> otherPolicy(served, findings.stsRecord(), now)));
    }

    static Optional<String> differentAnswer(TlsPolicy served, TlsPolicy seen) {
        return seen.answersLike(served)
                ? Optional.empty()
                : Optional.of("This answer is of " + served.evaluatedAt() + " and stands until " + served.expiresAt()
                        + ". What DNS says now would make it another one, by the rule "
                        + seen.decision().rule().id() + ".");
    }

    static Optional<String> otherPolicy(TlsPolicy served, Lookup<String> stsRecord, Instant now) {
        return switch (StsUpdate.afterTxt(Optional.of(served.sts()), stsRecord, now)) {
            case StsUpdate.FetchPolicy fetch
            when !id(served.sts()).equals(Optional.of(fetch.id())) ->
                Optional.of("DNS announces another MTA-STS policy, with the id " + fetch.id()
                        + "; it is fetched with the next evaluation, after "
                        + served.sts().nextCheck() + " at the latest.");
            case StsUpdate.FetchPolicy _, StsUpdate.Settled _ -> Optional.empty();
        };
    }

    private static Optional<String> id(StsState sts) {
        return switch (sts) {
            case StsState.Active active -> Optional.of(active.id());
            case StsState.Unavailable unavailable ->
                Optional.of(unavailable.failure().id());
            case StsState.Off _ -> Optional.empty();
        };
    }
}
