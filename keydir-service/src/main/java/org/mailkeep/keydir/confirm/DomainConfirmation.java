package org.mailkeep.keydir.confirm;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.keydir.config.KeydirConfig;
import org.mailkeep.keydir.domain.served.DirectoryDomain;
import org.mailkeep.keydir.domain.served.DomainProof;
import org.mailkeep.keydir.domain.served.ProofFinding;
import org.mailkeep.platform.dns.DnsResolver;

/** Looks for a domain's proof in DNS, never in what is remembered of it. */
@ApplicationScoped
public class DomainConfirmation {

    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final DnsResolver resolver;
    private final DomainName ourHost;

    DomainConfirmation(DnsResolver resolver, KeydirConfig config) {
        this.resolver = resolver.anew();
        ourHost = DomainName.of(config.hostName());
    }

    /** The name that a customer's alias has to lead to. */
    public DomainName ourHost() {
        return ourHost;
    }

    /** What DNS says now. */
    public Uni<ProofFinding> look(DirectoryDomain domain) {
        return Uni.combine()
                .all()
                .unis(bounded(resolver.txt(domain.challengeName())), bounded(resolver.cname(domain.advancedName())))
                .asTuple()
                .map(answers -> DomainProof.decide(domain, answers.getItem1(), answers.getItem2(), ourHost));
    }

    private static <T> Uni<Lookup<T>> bounded(Uni<Lookup<T>> lookup) {
        return lookup.ifNoItem().after(LIMIT).recoverWithItem(new Lookup.TempFail<>("no answer in time"));
    }
}
