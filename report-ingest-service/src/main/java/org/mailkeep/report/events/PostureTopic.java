package org.mailkeep.report.events;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.PostureChanged;
import org.mailkeep.contracts.ProbeCompleted;
import org.mailkeep.contracts.TlsPolicyEvent;
import org.mailkeep.platform.events.EventJson;
import org.mailkeep.platform.events.IncomingEvents;
import org.mailkeep.report.domain.incident.DomainChange;
import org.mailkeep.report.domain.incident.DomainChange.Kind;

/** What policy-service tells: probes and postures of our domains, and policies of all. */
@ApplicationScoped
public class PostureTopic {

    private final IncomingEvents incoming;
    private final Multi<Message<String>> posture;
    private final Multi<Message<String>> policies;

    PostureTopic(
            IncomingEvents incoming,
            @Channel("report-posture") Multi<Message<String>> posture,
            @Channel("report-policies") Multi<Message<String>> policies) {
        this.incoming = incoming;
        this.posture = posture;
        this.policies = policies;
    }

    /** Something that matters to incidents. */
    public sealed interface News {

        record Probe(ProbeCompleted probe) implements News {}

        record Changes(DomainName domain, List<DomainChange> changes) implements News {}

        /** None of our business, and no fault either. */
        record Other() implements News {}
    }

    /** Each event goes to one replica; to be called once, at start. */
    public void follow(Function<News, Uni<Void>> handler) {
        incoming.follow(posture, PostureTopic::postureNews, handler);
        incoming.follow(policies, PostureTopic::policyNews, handler);
    }

    static Optional<News> postureNews(String type, String body) {
        return switch (type) {
            case ProbeCompleted.TYPE ->
                EventJson.read(body, ProbeCompleted.class).map(News.Probe::new);
            case PostureChanged.DEGRADED, PostureChanged.RESTORED ->
                EventJson.read(body, PostureChanged.class).map(PostureTopic::changes);
            default -> Optional.of(new News.Other());
        };
    }

    static Optional<News> policyNews(String type, String body) {
        return type.equals(TlsPolicyEvent.Changed.TYPE)
                ? EventJson.read(body, TlsPolicyEvent.Changed.class).map(PostureTopic::changes)
                : Optional.of(new News.Other());
    }

    private static News changes(PostureChanged event) {
        return new News.Changes(
                event.domain(),
                event.checks().stream()
                        .map(check -> new DomainChange(
                                Kind.POSTURE,
                                check.subject(),
                                check.name() + (check.before().isEmpty() ? "" : ": " + check.before()),
                                check.name() + ": " + check.result(),
                                event.at(),
                                event.at()))
                        .toList());
    }

    private static News changes(TlsPolicyEvent.Changed event) {
        return new News.Changes(
                event.domain(),
                List.of(new DomainChange(
                        Kind.POLICY,
                        event.domain().value(),
                        event.reason(),
                        event.effective(),
                        event.at(),
                        event.at())));
    }
}
