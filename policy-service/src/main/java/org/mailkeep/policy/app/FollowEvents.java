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
import org.mailkeep.contracts.TlsFailureObserved;
import org.mailkeep.contracts.TlsPolicyEvent;
import org.mailkeep.policy.events.PolicyTopic;

/** Follows what the other replicas tell, serves requests to recheck a domain, and looks into reported failures. */
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
    private final Overrides overrides;
    private final HostedPolicies hosted;
    private final ProbeDomain probe;
    private final Cache<DomainName, Boolean> rechecked = recently();
    private final Cache<DomainName, Boolean> reported = recently();

    FollowEvents(
            PolicyTopic topic,
            PolicyMemory memory,
            SharedEvaluation shared,
            RefreshPolicy refresh,
            Overrides overrides,
            HostedPolicies hosted,
            ProbeDomain probe) {
        this.topic = topic;
        this.memory = memory;
        this.shared = shared;
        this.refresh = refresh;
        this.overrides = overrides;
        this.hosted = hosted;
        this.probe = probe;
    }

    void start(@Observes StartupEvent event) {
        topic.followEvents(this::follow);
        topic.followRequests(this::serve);
        topic.followFailures(this::investigate);
    }

    private Uni<Void> follow(TlsPolicyEvent event) {
        memory.forgetOlderThan(event.domain(), event.version());
        switch (event) {
            case TlsPolicyEvent.Purged _ -> shared.forget(event.domain());
            case TlsPolicyEvent.Changed _ -> {}
        }
        return event.reason().equals(OverridePolicy.REASON)
                ? overrides.load()
                : Uni.createFrom().voidItem();
    }

    /** Never twice within a minute. */
    Uni<Void> serve(RecheckRequested request) {
        if (rechecked.asMap().putIfAbsent(request.domain(), true) != null) {
            return Uni.createFrom().voidItem();
        }
        LOG.infof("%s is rechecked on request", request.domain());
        return refresh.refresh(request.domain(), request.reason())
                .invoke(() -> probeIfHosted(request.domain(), request.reason()))
                .replaceWithVoid();
    }

    /** Others' hosts are not looked at because somebody says so. Never twice within a minute either. */
    Uni<Void> investigate(TlsFailureObserved failure) {
        DomainName domain = failure.domain();
        if (!hosted.hosts(domain) || reported.asMap().putIfAbsent(domain, true) != null) {
            return Uni.createFrom().voidItem();
        }
        LOG.infof("A report tells of failures at %s; its hosts are looked at", domain);
        return refresh.refresh(domain, TlsFailureObserved.TYPE)
                .invoke(() -> probeIfHosted(domain, TlsFailureObserved.TYPE))
                .replaceWithVoid();
    }

    /** Takes its time, in which other events are followed. */
    private void probeIfHosted(DomainName domain, String reason) {
        if (hosted.hosts(domain)) {
            probe.probe(domain, reason, Duration.ZERO)
                    .subscribe()
                    .with(_ -> {}, failure -> LOG.errorf(failure, "%s could not be probed", domain));
        }
    }

    private static Cache<DomainName, Boolean> recently() {
        return Caffeine.newBuilder()
                .maximumSize(MAX_RECHECKED)
                .expireAfterWrite(RECHECK_PAUSE)
                .build();
    }
}
