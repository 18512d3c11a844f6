package org.mailkeep.policy.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.dns.DnsResolver;
import org.mailkeep.policy.domain.dmarc.Authentication;
import org.mailkeep.policy.domain.dmarc.Evaluation;
import org.mailkeep.policy.domain.dmarc.Existence;
import org.mailkeep.policy.domain.dmarc.PolicyDiscovery;
import org.mailkeep.policy.domain.dmarc.TreeWalk;

/** Evaluates DMARC for one message. */
@ApplicationScoped
public class EvaluateDmarc {

    private static final int WALKS_AT_ONCE = 4;

    private final WalkTree walks;
    private final DnsResolver dns;

    EvaluateDmarc(WalkTree walks, DnsResolver dns) {
        this.walks = walks;
        this.dns = dns;
    }

    /** The Uni does not fail for what DNS says. */
    public Uni<Evaluation> evaluate(Authentication message) {
        return walks.from(message.from())
                .chain(author -> Uni.combine()
                        .all()
                        .unis(identifiers(author, message), existence(author))
                        .with((others, existence) -> Evaluation.of(message, author, others, existence)));
    }

    private Uni<Map<DomainName, TreeWalk.Ended>> identifiers(TreeWalk.Ended author, Authentication message) {
        List<Uni<TreeWalk.Ended>> each = Evaluation.domainsToWalk(author, message).stream()
                .map(walks::from)
                .toList();
        return each.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : Uni.join()
                        .all(each)
                        .usingConcurrencyOf(WALKS_AT_ONCE)
                        .andFailFast()
                        .map(ended -> ended.stream().collect(Collectors.toMap(TreeWalk::start, walk -> walk)));
    }

    private Uni<Existence> existence(TreeWalk.Ended author) {
        return PolicyDiscovery.of(author) instanceof PolicyDiscovery.Found found && found.asksForExistence()
                ? dns.a(author.start()).map(Existence::of)
                : Uni.createFrom().item(Existence.EXISTS);
    }
}
