package org.mailkeep.report.api.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.report.app.Answer;
import org.mailkeep.report.app.Incidents;
import org.mailkeep.report.domain.dashboard.Dimension;
import org.mailkeep.report.domain.dashboard.TimeRange;
import org.mailkeep.report.domain.incident.Incident;
import org.mailkeep.report.domain.stored.IncidentFilter;
import org.mailkeep.report.domain.stored.KeptIncident;
import org.mailkeep.report.domain.stored.Page;
import org.mailkeep.report.domain.stored.Position;
import org.mailkeep.report.domain.stored.UnverifiedFailure;
import org.mailkeep.ui.Frame;
import org.mailkeep.ui.table.Cell;
import org.mailkeep.ui.table.Column;
import org.mailkeep.ui.table.Table;

/** Failures as matters that somebody may have to look after, the latest first. */
@org.mailkeep.ui.Page
@Path("/incidents")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.REPORTS_READ)
class IncidentsPage {

    /** Who has more open matters than these does not read a list. */
    private static final int MANY = 200;

    private final Pages pages;
    private final Incidents incidents;

    IncidentsPage(Pages pages, Incidents incidents) {
        this.pages = pages;
        this.incidents = incidents;
    }

    @CheckedTemplate(basePath = "report")
    static class Templates {
        static native TemplateInstance incidents(Frame frame, View view, Sheet sheet);
    }

    /** A state to choose. */
    record Choice(String value, String name, boolean chosen) {}

    /**
     * What the page shows.
     *
     * @param unverified what unknown senders report
     */
    record Sheet(Table incidents, Table unverified, List<Choice> states, String domain, long alive)
            implements Pages.Content {

        @Override
        public List<Table> tables() {
            return List.of(incidents, unverified);
        }
    }

    private record Found(List<KeptIncident> incidents, List<UnverifiedFailure> unverified) {}

    @GET
    @Operation(hidden = true)
    public Uni<Response> show(@Context UriInfo page) {
        Brush brush = pages.brush(page);
        var view = new View("Incidents", Tab.INCIDENTS, brush);
        Optional<DomainName> domain = DomainName.parse(brush.other("domain"));
        String state = IncidentFilter.STATES.contains(brush.other("state")) ? brush.other("state") : "";
        var filter = new IncidentFilter(
                domain,
                Optional.of(state).filter(one -> !one.isEmpty()),
                Optional.of(brush.range().begin()),
                Optional.of(brush.range().end()));
        return incidents
                .list(filter, Position.START, MANY)
                .chain(listed -> incidents.unverified(domain).map(unverified -> both(listed, unverified)))
                .chain(answer -> pages.show(
                        view,
                        page,
                        answer,
                        found -> sheet(brush, state, found),
                        (frame, sheet) -> Templates.incidents(frame, view, sheet)));
    }

    private static Answer<Found> both(Answer<Page<KeptIncident>> listed, Answer<List<UnverifiedFailure>> unverified) {
        return listed instanceof Answer.Found<Page<KeptIncident>>(Page<KeptIncident> page)
                        && unverified instanceof Answer.Found<List<UnverifiedFailure>>(List<UnverifiedFailure> others)
                ? new Answer.Found<>(new Found(page.items(), others))
                : new Answer.Unavailable<>();
    }

    private static Sheet sheet(Brush brush, String state, Found found) {
        Table table = Table.of(
                        "incidents",
                        "Incidents, the latest first",
                        List.of(
                                Column.text("incident", "Incident"),
                                Column.text("state", "State"),
                                Column.text("domain", "Domain"),
                                Column.text("mxHost", "MX host"),
                                Column.text("firstDay", "First day"),
                                Column.text("lastDay", "Last day"),
                                Column.number("sessions", "Failed sessions"),
                                Column.text("share", "Share of the last day"),
                                Column.number("organizations", "Reporters"),
                                Column.text("acknowledged", "Looked after by")),
                        found.incidents().stream().map(one -> row(brush, one)).toList())
                .withSums(List.of(
                        Cell.text("All " + found.incidents().size()),
                        Cell.none(),
                        Cell.none(),
                        Cell.none(),
                        Cell.none(),
                        Cell.none(),
                        Cell.number(
                                found.incidents().stream()
                                        .mapToLong(
                                                one -> one.incident().episode().sessions())
                                        .sum(),
                                brush.to("/failures")),
                        Cell.none(),
                        Cell.none(),
                        Cell.none()))
                .orElse("No incident of this time.")
                .withExport(brush.here());
        return new Sheet(
                table,
                unverified(brush, found.unverified()),
                states(state),
                brush.other("domain"),
                found.incidents().stream()
                        .filter(one -> !one.incident().isClosed())
                        .count());
    }

    private static List<Cell> row(Brush brush, KeptIncident kept) {
        Incident incident = kept.incident();
        String domain = incident.cluster().domain().value();
        return List.of(
                Cell.link(incident.cluster().resultType(), brush.to("/incidents/" + incident.id())),
                IncidentPage.state(incident.life()),
                Cell.link(domain, brush.to("/domain", "domain", domain)),
                Cell.text(IncidentPage.host(incident.cluster())),
                Cell.text(incident.episode().firstDay().toString()),
                Cell.text(incident.episode().lastDay().toString()),
                Cell.number(incident.episode().sessions(), brush.to("/incidents/" + incident.id()) + "#parts"),
                Cell.bar(kept.lastDayFailed(), kept.lastDaySessions()),
                Cell.number(incident.episode().organizations(), brush.to("/incidents/" + incident.id()) + "#parts"),
                Cell.text(incident.acknowledged()
                        .map(Incident.Acknowledgement::by)
                        .orElse("")));
    }

    private static Table unverified(Brush brush, List<UnverifiedFailure> failures) {
        return Table.of(
                        "unverified",
                        "Failures that unknown senders report, of the last " + Incidents.DAYS + " days",
                        List.of(
                                Column.text("resultType", "Result type"),
                                Column.text("domain", "Domain"),
                                Column.text("mxHost", "MX host"),
                                Column.text("firstDay", "First day"),
                                Column.text("lastDay", "Last day"),
                                Column.number("sessions", "Claimed sessions"),
                                Column.number("organizations", "Senders")),
                        failures.stream()
                                .map(one -> List.of(
                                        Cell.text(one.resultType()),
                                        Cell.text(one.domain().value()),
                                        Cell.text(one.mxHost()),
                                        Cell.text(one.firstDay().toString()),
                                        Cell.text(one.lastDay().toString()),
                                        Cell.number(one.sessions(), claims(brush, one)),
                                        Cell.number(one.organizations(), claims(brush, one))))
                                .toList())
                .orElse("None.")
                .withExport(brush.here());
    }

    private static String claims(Brush brush, UnverifiedFailure one) {
        return brush.over(TimeRange.until(brush.today(), Incidents.DAYS))
                .unverified()
                .to(
                        "/failures",
                        "domain",
                        one.domain().value(),
                        "mx",
                        one.mxHost().isEmpty() ? Dimension.NONE : one.mxHost(),
                        "type",
                        one.resultType());
    }

    private static List<Choice> states(String chosen) {
        return List.of(
                choice("", "all", chosen),
                choice(IncidentFilter.ALIVE, "not closed", chosen),
                choice("open", "open", chosen),
                choice("confirmed", "confirmed", chosen),
                choice("not-reproducible", "not reproducible", chosen),
                choice("fixed", "fixed", chosen),
                choice("closed", "closed", chosen));
    }

    private static Choice choice(String value, String name, String chosen) {
        return new Choice(value, name, value.equals(chosen));
    }
}
