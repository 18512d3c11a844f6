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
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.report.app.ShowTotals;
import org.mailkeep.report.domain.dashboard.Completeness;
import org.mailkeep.report.domain.dashboard.Ribbon;
import org.mailkeep.report.domain.dashboard.RibbonList;
import org.mailkeep.ui.Frame;
import org.mailkeep.ui.Page;
import org.mailkeep.ui.table.Cell;
import org.mailkeep.ui.table.Column;
import org.mailkeep.ui.table.Table;

/** A line for each domain, the worst first: to be looked at from afar. */
@Page
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.REPORTS_READ)
class TodayPage {

    private final Pages pages;
    private final ShowTotals totals;
    private final Clock clock;

    TodayPage(Pages pages, ShowTotals totals, Clock clock) {
        this.pages = pages;
        this.totals = totals;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "report")
    static class Templates {
        static native TemplateInstance today(Frame frame, View view, Sheet sheet);
    }

    /**
     * What the page shows.
     *
     * @param complete the last day of which no more reports are expected
     */
    record Sheet(LocalDate complete, long failedThen, RibbonList all, Table domains, Paging paging, String part)
            implements Pages.Content {

        @Override
        public List<Table> tables() {
            return List.of(domains);
        }
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> show(@Context UriInfo page) {
        Brush brush = pages.brush(page);
        var view = new View("Today", Tab.TODAY, brush);
        String part = brush.other("domain").strip().toLowerCase(Locale.ROOT);
        int skipped = Paging.skipped(brush);
        return totals.domains(new ShowTotals.Wanted(brush.range(), brush.verified(), part, skipped, Paging.LINES))
                .chain(answer -> pages.show(
                        view,
                        page,
                        answer,
                        found -> sheet(brush, part, skipped, found),
                        (frame, sheet) -> Templates.today(frame, view, sheet)));
    }

    private Sheet sheet(Brush brush, String part, int skipped, RibbonList found) {
        Instant now = clock.instant();
        LocalDate complete = Completeness.lastComplete(now);
        List<List<Cell>> rows = found.first().stream()
                .map(domain -> row(brush, domain, complete, now))
                .toList();
        List<Column> columns = List.of(
                Column.text("domain", "Domain"),
                Column.picture("Days"),
                Column.number("failedLastCompleteDay", "Failed on " + complete),
                Column.number("failed", "Failed"),
                Column.number("succeeded", "Succeeded"),
                Column.number("reports", "Reports"),
                Column.number("organizations", "Organisations"));
        Table table = Table.of("domains", "Domains, the worst first", columns, rows)
                .withSums(List.of(
                        Cell.text("All " + found.names()),
                        Cell.none(),
                        Cell.none(),
                        Cell.number(found.failed(), brush.to("/failures")),
                        Cell.number(found.succeeded()),
                        Cell.number(found.reports(), brush.to("/list")),
                        Cell.none()))
                .orElse("No report of this time is here.")
                .withExport(brush.here());
        long failedThen = found.first().stream()
                .mapToLong(domain -> domain.failedOn(complete))
                .sum();
        return new Sheet(
                complete, failedThen, found, table, Paging.of(brush, skipped, rows.size(), found.names()), part);
    }

    private static List<Cell> row(Brush brush, Ribbon domain, LocalDate complete, Instant now) {
        String name = domain.name();
        return List.of(
                Cell.link(name, brush.to("/domain", "domain", name)),
                Tiles.of(domain.days(), brush.range(), now),
                Cell.number(domain.failedOn(complete), brush.toDay(complete, "/failures", "domain", name)),
                Cell.number(domain.failed(), brush.to("/failures", "domain", name)),
                Cell.number(domain.succeeded()),
                Cell.number(domain.reports(), brush.to("/list", "domain", name)),
                Cell.number(domain.peers(), brush.to("/domain", "domain", name) + "#reporters"));
    }
}
