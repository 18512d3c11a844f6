package org.mailkeep.report.api.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.report.app.ShowTotals;
import org.mailkeep.report.domain.ReportKey;
import org.mailkeep.report.domain.dashboard.ReporterPicture;
import org.mailkeep.ui.Frame;
import org.mailkeep.ui.Page;
import org.mailkeep.ui.chart.Chart;
import org.mailkeep.ui.table.Cell;
import org.mailkeep.ui.table.Column;
import org.mailkeep.ui.table.Table;

/** One organisation that reports: its days, about what, and how its reports deviate. */
@Page
@Path("/reporter")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.REPORTS_READ)
class ReporterPage {

    private final Pages pages;
    private final ShowTotals totals;
    private final Clock clock;

    ReporterPage(Pages pages, ShowTotals totals, Clock clock) {
        this.pages = pages;
        this.totals = totals;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "report")
    static class Templates {
        static native TemplateInstance reporter(Frame frame, View view, Sheet sheet);
    }

    /** What the page shows. */
    record Sheet(Chart chart, Table domains, Table quirks, String reports) implements Pages.Content {

        @Override
        public List<Table> tables() {
            return List.of(domains, quirks);
        }
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> show(@Context UriInfo page) {
        Brush brush = pages.brush(page);
        String organization = ReportKey.fold(brush.other("organization"));
        if (organization.isEmpty() || organization.indexOf(0) >= 0) {
            throw new NotFoundException();
        }
        var view = new View("Reports by " + organization, Tab.REPORTERS, brush);
        return totals.organization(organization, brush.range(), brush.verified())
                .chain(answer -> pages.show(
                        view,
                        page,
                        answer,
                        found -> sheet(brush, organization, found),
                        (frame, sheet) -> Templates.reporter(frame, view, sheet)));
    }

    private Sheet sheet(Brush brush, String organization, ReporterPicture found) {
        Table quirks = Table.of(
                        "quirks",
                        "How its reports deviate from the RFCs, of whatever time and whoever sent them",
                        List.of(
                                Column.text("quirk", "Deviation"),
                                Column.number("reports", "Reports"),
                                Column.text("first", "First seen"),
                                Column.text("last", "Last seen"),
                                Column.text("path", "For example at")),
                        found.quirks().stream()
                                .map(quirk -> List.of(
                                        Cell.text(quirk.word()),
                                        Cell.number(
                                                quirk.reports(), brush.to("/reports", "organization", organization)),
                                        Cell.time(quirk.first()),
                                        Cell.time(quirk.last()),
                                        Cell.text(quirk.path())))
                                .toList())
                .orElse("They do not.")
                .withExport(brush.here());
        return new Sheet(
                Charts.sessions(brush.range(), found.days(), List.of()),
                Ribbons.domains(brush, found.domains(), organization, clock.instant()),
                quirks,
                brush.to("/reports", "organization", organization));
    }
}
