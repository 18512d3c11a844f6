package org.mailkeep.report.api.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.report.app.Incidents;
import org.mailkeep.report.domain.StorableText;
import org.mailkeep.report.domain.canary.CanaryAlarm;
import org.mailkeep.report.domain.dashboard.Dimension;
import org.mailkeep.report.domain.dashboard.TimeRange;
import org.mailkeep.report.domain.incident.Closing;
import org.mailkeep.report.domain.incident.Cluster;
import org.mailkeep.report.domain.incident.Incident;
import org.mailkeep.report.domain.incident.Life;
import org.mailkeep.report.domain.incident.OnsetWords;
import org.mailkeep.report.domain.stored.IncidentDetail;
import org.mailkeep.ui.Frame;
import org.mailkeep.ui.Mark;
import org.mailkeep.ui.Page;
import org.mailkeep.ui.Shown;
import org.mailkeep.ui.table.Cell;
import org.mailkeep.ui.table.Column;
import org.mailkeep.ui.table.Table;

/** One incident: its verdict, its time line, its evidence, and who looks after it. */
@Page
@Path("/incidents/{id}")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.REPORTS_READ)
class IncidentPage {

    private static final int MAX_NOTE = 2_000;
    private static final int MAX_NAME = 200;

    private final Pages pages;
    private final Incidents incidents;
    private final SecurityIdentity caller;

    IncidentPage(Pages pages, Incidents incidents, SecurityIdentity caller) {
        this.pages = pages;
        this.incidents = incidents;
        this.caller = caller;
    }

    @CheckedTemplate(basePath = "report")
    static class Templates {
        static native TemplateInstance incident(Frame frame, View view, Sheet sheet);
    }

    /**
     * What the page shows.
     *
     * @param causes sentences on what changed before it began
     */
    record Sheet(
            UUID id,
            String domain,
            String host,
            String resultType,
            Cell state,
            String verdict,
            String when,
            long sessions,
            int organizations,
            String share,
            List<String> causes,
            String acknowledged,
            Table timeline,
            Table parts)
            implements Pages.Content {

        @Override
        public List<Table> tables() {
            return List.of(timeline, parts);
        }
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> show(@RestPath UUID id, @Context UriInfo page) {
        Brush brush = pages.brush(page);
        var view = new View("Incident", Tab.INCIDENTS, brush);
        return incidents
                .detail(id)
                .chain(answer -> pages.show(
                        view,
                        page,
                        answer,
                        found -> sheet(brush, found),
                        (frame, sheet) -> Templates.incident(frame, view, sheet)));
    }

    @POST
    @RolesAllowed(Roles.REPORTS_WRITE)
    @Operation(hidden = true)
    public Uni<Response> acknowledge(
            @RestPath UUID id, @RestForm @DefaultValue("") String note, @Context UriInfo page) {
        String name = StorableText.shortened(caller.getPrincipal().getName(), MAX_NAME);
        String said = StorableText.shortened(StorableText.of(note.strip()), MAX_NOTE);
        return incidents
                .acknowledge(id, name, said)
                .map(_ ->
                        Response.seeOther(URI.create(pages.brush(page).here())).build());
    }

    private static Sheet sheet(Brush brush, IncidentDetail detail) {
        Incident incident = detail.head().incident();
        return new Sheet(
                incident.id(),
                incident.cluster().domain().value(),
                host(incident.cluster()),
                incident.cluster().resultType(),
                state(incident.life()),
                verdict(incident),
                incident.episode().firstDay() + " to " + incident.episode().lastDay(),
                incident.episode().sessions(),
                incident.episode().organizations(),
                Math.round(detail.head().share() * 100) + " %",
                detail.onsets().stream().map(OnsetWords::of).toList(),
                incident.acknowledged()
                        .map(one -> one.by() + ", " + Shown.utc(one.at())
                                + (one.note().isEmpty() ? "" : ": " + one.note()))
                        .orElse(""),
                timeline(brush, detail),
                parts(brush, detail));
    }

    private static Table timeline(Brush brush, IncidentDetail detail) {
        record Line(Instant at, List<Cell> cells) {}
        var lines = new ArrayList<Line>();
        detail.entries()
                .forEach(entry -> lines.add(new Line(
                        entry.at(),
                        List.of(
                                Cell.time(entry.at()),
                                Cell.text(entry.kind()),
                                Cell.none(),
                                Cell.text(entry.text())))));
        detail.changes()
                .forEach(change -> lines.add(new Line(
                        change.at(),
                        List.of(
                                Cell.time(change.at()),
                                Cell.text(change.kind().word()),
                                Cell.text(change.subject()),
                                Cell.text(change.words())))));
        lines.sort(Comparator.comparing(Line::at));
        return Table.of(
                        "timeline",
                        "Time line",
                        List.of(
                                Column.text("at", "When"),
                                Column.text("kind", "What"),
                                Column.text("subject", "Of"),
                                Column.text("text", "Seen or said")),
                        lines.stream().map(Line::cells).toList())
                .withExport(brush.here());
    }

    private static Table parts(Brush brush, IncidentDetail detail) {
        Incident incident = detail.head().incident();
        String domain = incident.cluster().domain().value();
        LocalDate first = incident.episode().firstDay();
        LocalDate last = incident.episode().lastDay();
        LocalDate shown = last.minusDays(TimeRange.MAX_DAYS - 1L);
        var days = new TimeRange(first.isBefore(shown) ? shown : first, last);
        return Table.of(
                        "parts",
                        "Failed sessions by day and reporter",
                        List.of(
                                Column.text("day", "Day"),
                                Column.text("organization", "Reporter"),
                                Column.number("sessions", "Failed sessions")),
                        detail.parts().stream()
                                .map(part -> List.of(
                                        Cell.text(part.day().toString()),
                                        Cell.text(part.organization()),
                                        Cell.number(
                                                part.sessions(),
                                                brush.toDay(
                                                        part.day(),
                                                        "/failures",
                                                        "domain",
                                                        domain,
                                                        "mx",
                                                        mx(incident),
                                                        "type",
                                                        incident.cluster().resultType(),
                                                        "organization",
                                                        part.organization()))))
                                .toList())
                .withSums(List.of(
                        Cell.text("All"),
                        Cell.none(),
                        Cell.sum(
                                detail.parts(),
                                IncidentDetail.Part::sessions,
                                brush.over(days)
                                        .to(
                                                "/failures",
                                                "domain",
                                                domain,
                                                "mx",
                                                mx(incident),
                                                "type",
                                                incident.cluster().resultType()))))
                .withExport(brush.here());
    }

    /** As the page of failures asks for it. */
    private static String mx(Incident incident) {
        String host = incident.cluster().mxHost();
        return host.isEmpty() ? Dimension.NONE : host;
    }

    static String host(Cluster cluster) {
        return cluster.mxHost().isEmpty() ? "(none named)" : cluster.mxHost();
    }

    /** A word and how good it is. */
    static Cell state(Life life) {
        return switch (life) {
            case Life.Open _ -> Cell.badge(Mark.WARN, "open");
            case Life.Confirmed _ -> Cell.badge(Mark.BAD, "confirmed");
            case Life.NotReproducible _ -> Cell.badge(Mark.WARN, "not reproducible");
            case Life.Fixed _ -> Cell.badge(Mark.GOOD, "fixed");
            case Life.Closed _ -> Cell.badge(Mark.PLAIN, "closed");
        };
    }

    private static String verdict(Incident incident) {
        return switch (incident.life()) {
            case Life.Open() ->
                CanaryAlarm.is(incident.cluster().resultType())
                        ? "Our own test report did not arrive: reports of others may be lost on the same way."
                        : "No probe has looked yet.";
            case Life.Confirmed(Instant at, String why) ->
                "Confirmed by a probe at " + Shown.utc(at) + ". The last one saw: " + why;
            case Life.NotReproducible(Instant at) ->
                "Not reproducible: a probe at " + Shown.utc(at) + " and those after it saw no failure.";
            case Life.Fixed(Instant at) -> "Fixed at " + Shown.utc(at) + ": a probe saw no failure any longer.";
            case Life.Closed(Instant at, Closing why) ->
                "Closed at " + Shown.utc(at)
                        + switch (why) {
                            case CLEAN_DAYS -> " after clean days.";
                            case SILENCE -> ": nobody has reported anything of the domain for long.";
                            case MERGED -> ": it is one with another incident.";
                            case WITHDRAWN -> ": the reports were corrected.";
                            case ARRIVED -> ": a test report arrived again.";
                            case UNWATCHED -> ": test reports are not sent that way any longer.";
                        };
        };
    }
}
