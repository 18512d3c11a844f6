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
import org.mailkeep.report.app.Canaries;
import org.mailkeep.report.app.ShowTotals;
import org.mailkeep.report.domain.dashboard.Completeness;
import org.mailkeep.report.domain.dashboard.Ribbon;
import org.mailkeep.report.domain.dashboard.RibbonList;
import org.mailkeep.report.domain.stored.IncidentFilter;
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
    private final Canaries canaries;
    private final Clock clock;

    TodayPage(Pages pages, ShowTotals totals, Canaries canaries, Clock clock) {
        this.pages = pages;
        this.totals = totals;
        this.canaries = canaries;
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
     * @param silent the ways by which our own test report did not arrive
     */
    record Sheet(
            LocalDate complete,
            long failedThen,
            RibbonList all,
            Table domains,
            Paging paging,
            String part,
            List<String> silent,
            String incidents,
            String failures)
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
        return totals.wall(new ShowTotals.Wanted(brush.range(), brush.verified(), part, skipped, Paging.LINES))
                .chain(answer -> pages.show(
                        view,
                        page,
                        answer,
                        found -> sheet(brush, part, skipped, found),
                        (frame, sheet) -> Templates.today(frame, view, sheet)));
    }

    private Sheet sheet(Brush brush, String part, int skipped, ShowTotals.Wall wall) {
        RibbonList found = wall.domains();
        Instant now = clock.instant();
        LocalDate complete = Completeness.lastComplete(now);
        List<List<Cell>> rows = found.first().stream()
                .map(domain -> row(brush, domain, policies(wall, domain.name()), complete, now))
                .toList();
        List<Column> columns = List.of(
                Column.text("domain", "Domain"),
                Column.picture("Days"),
                Column.text("policies", "Policies as seen"),
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
                        Cell.none(),
                        Cell.number(found.failed(), brush.to("/failures")),
                        Cell.number(found.succeeded(), brush.to("/reports")),
                        Cell.number(found.reports(), brush.to("/reports")),
                        Cell.none()))
                .orElse("No report of this time is here.")
                .withExport(brush.here());
        long failedThen = found.first().stream()
                .mapToLong(domain -> domain.failedOn(complete))
                .sum();
        return new Sheet(
                complete,
                failedThen,
                found,
                table,
                Paging.of(brush, skipped, rows.size(), found.names()),
                part,
                Canaries.names().stream().filter(canaries::isOverdue).toList(),
                brush.to("/incidents", "state", IncidentFilter.ALIVE),
                brush.toDay(complete, "/failures"));
    }

    private static List<Cell> row(Brush brush, Ribbon domain, String policies, LocalDate complete, Instant now) {
        String name = domain.name();
        return List.of(
                Cell.link(name, brush.to("/domain", "domain", name)),
                Tiles.of(domain.days(), brush.range(), now),
                Cell.text(policies),
                Cell.number(domain.failedOn(complete), brush.toDay(complete, "/failures", "domain", name)),
                Cell.number(domain.failed(), brush.to("/failures", "domain", name)),
                Cell.number(domain.succeeded(), brush.to("/reports", "domain", name)),
                Cell.number(domain.reports(), brush.to("/reports", "domain", name)),
                Cell.number(domain.peers(), brush.to("/domain", "domain", name) + "#reporters"));
    }

    private static String policies(ShowTotals.Wall wall, String domain) {
        return String.join(", ", wall.policies().getOrDefault(domain, List.of()));
    }
}
