package org.mailkeep.policy.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.dns.DnsResolver;
import org.mailkeep.policy.domain.dmarc.TreeWalk;

/** Walks the DNS tree for DMARC records (RFC 9989 §4.10). */
@ApplicationScoped
class WalkTree {

    private final DnsResolver dns;

    WalkTree(DnsResolver dns) {
        this.dns = dns;
    }

    /** The walk from a name; the Uni does not fail for what DNS says. */
    Uni<TreeWalk.Ended> from(DomainName start) {
        return follow(TreeWalk.from(start));
    }

    private Uni<TreeWalk.Ended> follow(TreeWalk walk) {
        return switch (walk) {
            case TreeWalk.Ended ended -> Uni.createFrom().item(ended);
            case TreeWalk.Asking asking -> dns.txt(asking.question()).chain(answer -> follow(asking.after(answer)));
        };
    }
}
