package org.mailkeep.policy.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.RecheckRequested;
import org.mailkeep.contracts.TlsPolicyEvent;
import org.mailkeep.policy.events.PolicyTopic;

/** Follows what the other replicas tell, and serves requests to recheck a domain. */
@ApplicationScoped
class FollowEvents {

    /** Anybody may ask, so a domain is rechecked no more often. */
    private static final Duration RECHECK_PAUSE = Duration.ofMinutes(1);

    private static final long MAX_RECHECKED = 10_000;

    private static final Logger LOG = Logger.getLogger(FollowEvents.class);

    private final PolicyTopic topic;
    private final PolicyMemory memory;
    private final SharedEvaluation shared;
    private final RefreshPolicy refresh;
    private final Cache<DomainName, Boolean> rechecked = Caffeine.newBuilder()
            .maximumSize(MAX_RECHECKED)
            .expireAfterWrite(RECHECK_PAUSE)
            .build();

    FollowEvents(PolicyTopic topic, PolicyMemory memory, SharedEvaluation shared, RefreshPolicy refresh) {
        this.topic = topic;
        this.memory = memory;
        this.shared = shared;
        this.refresh = refresh;
    }

    void start(@Observes StartupEvent event) {
        topic.followEvents(this::follow);
        topic.followRequests(this::serve);
    }

    private Uni<Void> follow(TlsPolicyEvent event) {
        memory.forgetOlderThan(event.domain(), event.version());
        switch (event) {
            case TlsPolicyEvent.Purged _ -> shared.forget(event.domain());
            case TlsPolicyEvent.Changed _ -> {}
        }
        return Uni.createFrom().voidItem();
    }

    /** Never twice within a minute. */
    Uni<Void> serve(RecheckRequested request) {
        if (rechecked.asMap().putIfAbsent(request.domain(), true) != null) {
            return Uni.createFrom().voidItem();
        }
        LOG.infof("%s is rechecked on request", request.domain());
        return refresh.refresh(request.domain(), request.reason()).replaceWithVoid();
    }
}
