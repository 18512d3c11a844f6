package org.mailkeep.report.events;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.IncidentClosed;
import org.mailkeep.contracts.IncidentOpened;
import org.mailkeep.contracts.RecheckRequested;
import org.mailkeep.contracts.TlsFailureObserved;
import org.mailkeep.platform.events.EventJson;
import org.mailkeep.platform.store.Outbox;
import org.mailkeep.report.domain.StorableText;
import org.mailkeep.report.domain.incident.Change;
import org.mailkeep.report.domain.incident.Closing;
import org.mailkeep.report.domain.incident.Episode;
import org.mailkeep.report.domain.incident.Incident;
import org.mailkeep.report.domain.incident.Life;
import org.mailkeep.report.domain.incident.Source;

/** What the others are told of incidents. */
public final class IncidentEvents {

    private static final int MAX_TEXT = 200;
    private static final int MAX_RESULT_TYPE = 100;

    private IncidentEvents() {}

    /** The events of a change. */
    public static List<Outbox.Message> changed(Change change, Instant at) {
        return switch (change) {
            case Change.Opened(Incident incident) -> List.of(opened(incident, false, at));
            case Change.Reopened(Incident incident) -> List.of(opened(incident, true, at));
            case Change.Closed(Incident incident) -> List.of(closed(incident, at));
            case Change.Grown _, Change.Judged _ -> List.of();
        };
    }

    private static Outbox.Message opened(Incident incident, boolean again, Instant at) {
        Episode episode = incident.episode();
        return message(
                incident.cluster().domain(),
                IncidentOpened.TOPIC,
                IncidentOpened.TYPE,
                new IncidentOpened(
                        incident.id(),
                        incident.cluster().domain(),
                        incident.cluster().mxHost(),
                        incident.cluster().resultType(),
                        episode.firstSeen(),
                        episode.lastSeen(),
                        episode.sessions(),
                        episode.organizations(),
                        again,
                        at),
                at);
    }

    private static Outbox.Message closed(Incident incident, Instant at) {
        Episode episode = incident.episode();
        return message(
                incident.cluster().domain(),
                IncidentClosed.TOPIC,
                IncidentClosed.TYPE,
                new IncidentClosed(
                        incident.id(),
                        incident.cluster().domain(),
                        incident.cluster().mxHost(),
                        incident.cluster().resultType(),
                        episode.firstSeen(),
                        episode.lastSeen(),
                        episode.sessions(),
                        episode.organizations(),
                        closing(incident),
                        at),
                at);
    }

    private static String closing(Incident incident) {
        return incident.life() instanceof Life.Closed(Instant _, Closing why) ? why.word() : "";
    }

    /** Has policy-service look at the domain, by a verified report. */
    public static Outbox.Message failure(Incident incident, Source source, Instant at) {
        return message(
                incident.cluster().domain(),
                TlsFailureObserved.TOPIC,
                TlsFailureObserved.TYPE,
                new TlsFailureObserved(
                        incident.cluster().domain(),
                        StorableText.shortened(incident.cluster().resultType(), MAX_RESULT_TYPE),
                        incident.cluster().mxHost(),
                        incident.episode().sessions(),
                        StorableText.shortened(source.reporter(), MAX_TEXT),
                        StorableText.shortened(source.reportId(), MAX_TEXT),
                        source.begin(),
                        source.end()),
                at);
    }

    /** The same for reports of which it is not known who sent them. */
    public static Outbox.Message recheck(DomainName domain, Instant at) {
        return message(
                domain,
                RecheckRequested.TOPIC,
                RecheckRequested.TYPE,
                new RecheckRequested(domain, "unverified-report", ""),
                at);
    }

    private static Outbox.Message message(DomainName domain, String topic, String type, Object event, Instant at) {
        return new Outbox.Message(UUID.randomUUID(), topic, domain.value(), type, EventJson.write(event), at);
    }

    /**
     * The body of a webhook call (Standard Webhooks: a type, a time, and the data).
     *
     * @param timestamp when it happened
     */
    private record Call(String type, Instant timestamp, Data data) {}

    private record Data(
            UUID id,
            DomainName domain,
            String mxHost,
            String resultType,
            String state,
            String why,
            Instant firstSeen,
            Instant lastSeen,
            long sessions,
            int organizations) {}

    /** A call that is to be made: when an incident is opened, again or anew, confirmed or closed. */
    public static Optional<WebhookBody> webhook(Change change, Instant at) {
        return switch (change) {
            case Change.Opened(Incident incident) -> Optional.of(body("incident.opened", incident, at));
            case Change.Reopened(Incident incident) -> Optional.of(body("incident.opened", incident, at));
            case Change.Closed(Incident incident) -> Optional.of(body("incident.closed", incident, at));
            case Change.Judged(Incident incident) ->
                incident.life() instanceof Life.Confirmed
                        ? Optional.of(body("incident.confirmed", incident, at))
                        : Optional.empty();
            case Change.Grown _ -> Optional.empty();
        };
    }

    /** The type and the JSON text of a call. */
    public record WebhookBody(String type, String json) {}

    private static WebhookBody body(String type, Incident incident, Instant at) {
        String why = switch (incident.life()) {
            case Life.Confirmed(Instant _, String seen) -> seen;
            case Life.Closed(Instant _, Closing closing) -> closing.word();
            case Life.Open _, Life.NotReproducible _, Life.Fixed _ -> "";
        };
        Episode episode = incident.episode();
        return new WebhookBody(
                type,
                EventJson.write(new Call(
                        type,
                        at,
                        new Data(
                                incident.id(),
                                incident.cluster().domain(),
                                incident.cluster().mxHost(),
                                incident.cluster().resultType(),
                                incident.life().word(),
                                why,
                                episode.firstSeen(),
                                episode.lastSeen(),
                                episode.sessions(),
                                episode.organizations()))));
    }
}
