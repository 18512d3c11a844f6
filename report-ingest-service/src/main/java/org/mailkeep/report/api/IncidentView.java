package org.mailkeep.report.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.mailkeep.report.domain.incident.Closing;
import org.mailkeep.report.domain.incident.Incident;
import org.mailkeep.report.domain.incident.Life;
import org.mailkeep.report.domain.stored.KeptIncident;

/** An incident, as clients see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Incident")
record IncidentView(
        UUID id,
        String domain,

        @Schema(description = "As reported; empty where reports name none.")
        String mxHost,

        @Schema(
                description =
                        "The word of RFC 8460 §4.3, or another one as reported; canary-missing-https or -mail of our own test reports.")
        String resultType,

        @Schema(enumeration = {"open", "confirmed", "not-reproducible", "fixed", "closed"})
        String state,

        @Schema(description = "Since when it is in this state; missing while it is open.") @Nullable Instant stateSince,

        @Schema(
                description =
                        "What a probe saw; or clean-days, silence, merged, withdrawn, arrived or unwatched for what is closed.")
        @Nullable String why,

        @Schema(description = "Begin of the first report's time.")
        Instant firstSeen,

        @Schema(description = "End of the last report's time.")
        Instant lastSeen,

        LocalDate firstDay,
        LocalDate lastDay,

        @Schema(description = "Failed sessions of verified reports.")
        long sessions,

        int organizations,

        @Schema(description = "Share of the domain's sessions that failed this way on the last day, 0 to 1.")
        double lastDayShare,

        Instant openedAt,
        @Nullable Instant acknowledgedAt,
        @Nullable String acknowledgedBy,
        @Nullable String note,
        @Nullable UUID mergedInto) {

    static IncidentView of(KeptIncident kept) {
        return of(kept.incident(), kept.share());
    }

    private static IncidentView of(Incident incident, double share) {
        var episode = incident.episode();
        var by = incident.acknowledged().orElse(null);
        return new IncidentView(
                incident.id(),
                incident.cluster().domain().value(),
                incident.cluster().mxHost(),
                incident.cluster().resultType(),
                incident.life().word(),
                since(incident.life()),
                why(incident.life()),
                episode.firstSeen(),
                episode.lastSeen(),
                episode.firstDay(),
                episode.lastDay(),
                episode.sessions(),
                episode.organizations(),
                share,
                incident.openedAt(),
                by == null ? null : by.at(),
                by == null ? null : by.by(),
                by == null ? null : by.note(),
                incident.mergedInto().orElse(null));
    }

    private static @Nullable Instant since(Life life) {
        return switch (life) {
            case Life.Open() -> null;
            case Life.Confirmed(Instant at, String _) -> at;
            case Life.NotReproducible(Instant at) -> at;
            case Life.Fixed(Instant at) -> at;
            case Life.Closed(Instant at, Closing _) -> at;
        };
    }

    private static @Nullable String why(Life life) {
        return switch (life) {
            case Life.Confirmed(Instant _, String why) -> why;
            case Life.Closed(Instant _, Closing why) -> why.word();
            case Life.Open _, Life.NotReproducible _, Life.Fixed _ -> null;
        };
    }
}
