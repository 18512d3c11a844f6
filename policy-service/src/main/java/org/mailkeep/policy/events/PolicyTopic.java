package org.mailkeep.policy.events;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mailkeep.contracts.RecheckRequested;
import org.mailkeep.contracts.TlsFailureObserved;
import org.mailkeep.contracts.TlsPolicyEvent;
import org.mailkeep.platform.events.EventJson;
import org.mailkeep.platform.events.IncomingEvents;

/** What other replicas say of policies, what anybody asks of this one, and what reports tell of our domains. */
@ApplicationScoped
public class PolicyTopic {

    private final IncomingEvents incoming;
    private final Multi<Message<String>> events;
    private final Multi<Message<String>> requests;
    private final Multi<Message<String>> reports;

    PolicyTopic(
            IncomingEvents incoming,
            @Channel("policy-events") Multi<Message<String>> events,
            @Channel("policy-requests") Multi<Message<String>> requests,
            @Channel("policy-reports") Multi<Message<String>> reports) {
        this.incoming = incoming;
        this.events = events;
        this.requests = requests;
        this.reports = reports;
    }

    /** Every event about any domain, our own included; to be called once, at start. */
    public void followEvents(Function<TlsPolicyEvent, Uni<Void>> handler) {
        incoming.follow(events, PolicyTopic::policyEvent, handler);
    }

    /** Requests that this replica is to serve; to be called once, at start. */
    public void followRequests(Function<RecheckRequested, Uni<Void>> handler) {
        incoming.follow(requests, PolicyTopic::recheckRequested, handler);
    }

    /** Failures that others report of our domains; to be called once, at start. */
    public void followFailures(Function<TlsFailureObserved, Uni<Void>> handler) {
        incoming.follow(reports, PolicyTopic::reportEvent, event -> switch (event) {
            case ReportEvent.Failure(TlsFailureObserved failure) -> handler.apply(failure);
            case ReportEvent.Other() -> Uni.createFrom().voidItem();
        });
    }

    /** What travels on {@value TlsFailureObserved#TOPIC}. */
    sealed interface ReportEvent {

        record Failure(TlsFailureObserved failure) implements ReportEvent {}

        /** None of our business, and no fault either. */
        record Other() implements ReportEvent {}
    }

    static Optional<ReportEvent> reportEvent(String type, String body) {
        return type.equals(TlsFailureObserved.TYPE)
                ? EventJson.read(body, TlsFailureObserved.class).map(ReportEvent.Failure::new)
                : Optional.of(new ReportEvent.Other());
    }

    static Optional<TlsPolicyEvent> policyEvent(String type, String body) {
        return switch (type) {
            case TlsPolicyEvent.Changed.TYPE -> EventJson.read(body, TlsPolicyEvent.Changed.class);
            case TlsPolicyEvent.Purged.TYPE -> EventJson.read(body, TlsPolicyEvent.Purged.class);
            default -> Optional.empty();
        };
    }

    static Optional<RecheckRequested> recheckRequested(String type, String body) {
        return type.equals(RecheckRequested.TYPE) ? EventJson.read(body, RecheckRequested.class) : Optional.empty();
    }
}
