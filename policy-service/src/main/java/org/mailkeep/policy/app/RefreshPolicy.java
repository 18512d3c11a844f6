package org.mailkeep.policy.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.app.SharedEvaluation.Found;
import org.mailkeep.policy.app.SharedEvaluation.Need;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.store.PolicyRepository;

/** Evaluates a domain anew, however fresh its policy is. */
@ApplicationScoped
public class RefreshPolicy {

    private final SharedEvaluation shared;

    RefreshPolicy(SharedEvaluation shared) {
        this.shared = shared;
    }

    /**
     * What is found now; an event tells everybody if mail servers get another answer than before. Without the store the
     * event follows later.
     *
     * @param reason goes into the event, 200 characters of it at most
     */
    public Uni<TlsPolicy> refresh(DomainName domain, String reason) {
        return shared.restart(new Need(domain, PolicyRepository.NEVER_FRESH_ENOUGH, true, reason))
                .map(Found::policy);
    }
}
