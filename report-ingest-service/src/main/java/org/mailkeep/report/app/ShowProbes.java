package org.mailkeep.report.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.ProbeCompleted;
import org.mailkeep.report.domain.dashboard.MxHostPicture;
import org.mailkeep.report.store.LastProbes;

/** What policy-service saw last of our domains and hosts. It is kept here, and known while that service is away. */
@ApplicationScoped
public class ShowProbes {

    private final LastProbes probes;

    ShowProbes(LastProbes probes) {
        this.probes = probes;
    }

    /** The last probe of a domain; none where policy-service never told of one. */
    public Uni<Answer<Optional<ProbeCompleted>>> domain(DomainName domain) {
        return probes.of(domain).map(result -> Answer.of(result, Optional::of));
    }

    /**
     * What was seen of a mail host.
     *
     * @param host in lower case
     */
    public Uni<Answer<MxHostPicture>> host(String host) {
        return probes.ofHost(host)
                .map(result -> Answer.of(result, found -> Optional.of(MxHostPicture.of(host, found))));
    }
}
