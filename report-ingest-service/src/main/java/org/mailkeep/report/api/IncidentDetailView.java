package org.mailkeep.report.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.mailkeep.report.domain.incident.DomainChange;
import org.mailkeep.report.domain.incident.Onset;
import org.mailkeep.report.domain.incident.OnsetWords;
import org.mailkeep.report.domain.stored.IncidentDetail;

/** An incident with its time line and its evidence. */
@Schema(name = "IncidentDetail")
record IncidentDetailView(
        IncidentView incident,

        @Schema(description = "What happened to it and around it, the earliest first.")
        List<Event> timeline,

        @Schema(description = "Changes that may have caused it, the most likely first.")
        List<Cause> possibleCauses,

        @Schema(description = "Failed sessions by day and organisation, the latest first.")
        List<Part> parts,

        @Schema(description = "The reports behind it.") String reports) {

    @Schema(name = "IncidentEvent")
    record Event(
            Instant at,

            @Schema(
                    description =
                            "opened, reopened, confirmed, not-reproducible, fixed, acknowledged, closed; or what changed: certificate, tlsa, policy-id, policy, posture")
            String kind,

            @Schema(description = "The host or domain that changed; else empty.")
            String subject,

            String text) {}

    @Schema(name = "PossibleCause")
    record Cause(
            String kind,
            String subject,

            @Schema(description = "It changed after this time.")
            Instant notBefore,

            @Schema(description = "And before this one.") Instant at,
            @Schema(description = "A sentence.") String text) {}

    @Schema(name = "IncidentPart")
    record Part(LocalDate day, String organization, long sessions, String reports) {}

    static IncidentDetailView of(IncidentDetail detail) {
        var incident = detail.head().incident();
        String domain = incident.cluster().domain().value();
        var episode = incident.episode();
        return new IncidentDetailView(
                IncidentView.of(detail.head()),
                timeline(detail),
                detail.onsets().stream().map(IncidentDetailView::cause).toList(),
                detail.parts().stream()
                        .map(part -> new Part(
                                part.day(),
                                part.organization(),
                                part.sessions(),
                                reports(domain, part.day(), part.day()) + "&organization="
                                        + encoded(part.organization())))
                        .toList(),
                reports(domain, episode.firstDay(), episode.lastDay()));
    }

    private static List<Event> timeline(IncidentDetail detail) {
        var events = new ArrayList<Event>();
        detail.entries().forEach(entry -> events.add(new Event(entry.at(), entry.kind(), "", entry.text())));
        detail.changes()
                .forEach(change ->
                        events.add(new Event(change.at(), change.kind().word(), change.subject(), change.words())));
        events.sort(Comparator.comparing(Event::at));
        return events;
    }

    private static Cause cause(Onset onset) {
        DomainChange change = onset.change();
        return new Cause(change.kind().word(), change.subject(), change.notBefore(), change.at(), OnsetWords.of(onset));
    }

    private static String reports(String domain, LocalDate from, LocalDate to) {
        return "/v1/reports?failuresOnly=true&domain=" + domain + "&from=" + from + "&to=" + to;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
