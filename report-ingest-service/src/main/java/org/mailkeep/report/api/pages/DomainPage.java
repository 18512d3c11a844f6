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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.report.app.Answer;
import org.mailkeep.report.app.Incidents;
import org.mailkeep.report.app.ShowFailures;
import org.mailkeep.report.app.ShowTotals;
import org.mailkeep.report.domain.dashboard.Dimension;
import org.mailkeep.report.domain.dashboard.DomainPicture;
import org.mailkeep.report.domain.dashboard.FailureFilter;
import org.mailkeep.report.domain.dashboard.FailurePicture;
import org.mailkeep.report.domain.dashboard.SeenPolicy;
import org.mailkeep.report.domain.incident.DomainChange;
import org.mailkeep.ui.Frame;
import org.mailkeep.ui.Page;
import org.mailkeep.ui.Shown;
import org.mailkeep.ui.chart.Chart;
import org.mailkeep.ui.table.Cell;
import org.mailkeep.ui.table.Column;
import org.mailkeep.ui.table.Table;

/** One domain: its days, what failed where and why, who reports, and what policy senders see. */
@Page
@Path("/domain")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.REPORTS_READ)
class DomainPage {

    /** Columns of the matrix; further result types are added up. */
    private static final int MAX_TYPES = 11;

    private static final int MAX_EVENTS = 50;

    private final Pages pages;
    private final ShowTotals totals;
    private final ShowFailures failures;
    private final Incidents incidents;
    private final Clock clock;

    DomainPage(Pages pages, ShowTotals totals, ShowFailures failures, Incidents incidents, Clock clock) {
        this.pages = pages;
        this.totals = totals;
        this.failures = failures;
        this.incidents = incidents;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "report")
    static class Templates {
        static native TemplateInstance domain(Frame frame, View view, Sheet sheet);
    }

    /** What the page shows. */
    record Sheet(
            String domain,
            Chart chart,
            Table types,
            Table matrix,
            Table reporters,
            Table policies,
            Table reasons,
            String dmarc,
            String reports)
            implements Pages.Content {

        @Override
        public List<Table> tables() {
            return List.of(types, matrix, reporters, policies, reasons);
        }
    }

    private record Found(ShowTotals.OfDomain totals, FailurePicture failures, List<DomainChange> changes) {}

    @GET
    @Operation(hidden = true)
    public Uni<Response> show(@Context UriInfo page) {
        Brush brush = pages.brush(page);
        DomainName name = DomainName.parse(brush.other("domain").strip()).orElseThrow(NotFoundException::new);
        String domain = name.value();
        var view = new View(domain, Tab.TODAY, brush);
        var filter = new FailureFilter(brush.range(), brush.verified(), Map.of(Dimension.DOMAIN, domain));
        return Uni.combine()
                .all()
                .unis(
                        totals.domain(domain, brush.range(), brush.verified()),
                        failures.picture(filter),
                        incidents.changes(
                                name, brush.range().begin(), brush.range().end()))
                .with((ofDomain, ofFailures, changes) -> Answer.both(
                        Answer.both(ofDomain, ofFailures, Map::entry),
                        changes,
                        (both, change) -> new Found(both.getKey(), both.getValue(), change)))
                .chain(answer -> pages.show(
                        view,
                        page,
                        answer,
                        found -> sheet(brush, domain, found),
                        (frame, sheet) -> Templates.domain(frame, view, sheet)));
    }

    private Sheet sheet(Brush brush, String domain, Found found) {
        DomainPicture picture = found.totals().picture();
        Shares.Way toReason = reason -> brush.to("/failures", "domain", domain, "reason", reason);
        Shares.Way toType = type -> brush.to("/failures", "domain", domain, "type", type);
        return new Sheet(
                domain,
                Charts.sessions(brush.range(), picture.days(), events(found.changes())),
                Shares.table(brush, Dimension.TYPE, found.failures(), toType),
                matrix(brush, domain, picture.kinds()),
                Ribbons.organizations(brush, found.totals().reporters(), domain, clock.instant()),
                policies(brush, picture.policies()),
                Shares.table(brush, Dimension.REASON, found.failures(), toReason),
                brush.to("/dmarc", "domain", domain),
                brush.to("/reports", "domain", domain));
    }

    private static List<Chart.Event> events(List<DomainChange> changes) {
        return changes.stream()
                .limit(MAX_EVENTS)
                .map(change -> new Chart.Event(
                        change.at(),
                        change.kind().word() + " of " + change.subject() + ": "
                                + (change.before().isEmpty() ? "none" : change.before()) + " → "
                                + (change.after().isEmpty() ? "none" : change.after())))
                .toList();
    }

    private static Table matrix(Brush brush, String domain, List<DomainPicture.Kind> kinds) {
        Map<String, Long> types = new LinkedHashMap<>();
        Map<String, Map<String, Long>> hosts = new LinkedHashMap<>();
        kinds.forEach(kind -> {
            types.merge(kind.resultType(), kind.sessions(), Long::sum);
            hosts.computeIfAbsent(kind.mxHost(), _ -> new LinkedHashMap<>())
                    .merge(kind.resultType(), kind.sessions(), Long::sum);
        });
        List<String> shown = types.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(MAX_TYPES)
                .map(Map.Entry::getKey)
                .toList();
        List<Column> columns = new ArrayList<>();
        columns.add(Column.text("mx", "MX host"));
        shown.forEach(type -> columns.add(Column.number(type, Shown.visible(type))));
        columns.add(Column.number("all", "All"));
        List<List<Cell>> rows = hosts.entrySet().stream()
                .map(host -> row(brush, domain, host.getKey(), host.getValue(), shown))
                .toList();
        List<Cell> sums = new ArrayList<>();
        sums.add(Cell.text("All"));
        shown.forEach(type -> sums.add(
                Cell.number(types.getOrDefault(type, 0L), brush.to("/failures", "domain", domain, "type", type))));
        sums.add(Cell.number(
                types.values().stream().mapToLong(Long::longValue).sum(), brush.to("/failures", "domain", domain)));
        return Table.of("matrix", "Failed sessions by MX host and result type", columns, rows)
                .withSums(sums)
                .orElse("No failure.")
                .withExport(brush.here());
    }

    private static List<Cell> row(
            Brush brush, String domain, String host, Map<String, Long> sessions, List<String> types) {
        String mx = host.isEmpty() ? Dimension.NONE : host;
        List<Cell> cells = new ArrayList<>();
        cells.add(host.isEmpty() ? Cell.text(Dimension.NONE) : Cell.link(host, brush.to("/mx", "mx", host)));
        types.forEach(type -> cells.add(Cell.number(
                sessions.getOrDefault(type, 0L), brush.to("/failures", "domain", domain, "mx", mx, "type", type))));
        cells.add(Cell.number(
                sessions.values().stream().mapToLong(Long::longValue).sum(),
                brush.to("/failures", "domain", domain, "mx", mx)));
        return cells;
    }

    private static Table policies(Brush brush, List<SeenPolicy> policies) {
        return Table.of(
                        "policies",
                        "Policies as senders saw them, the latest first",
                        List.of(
                                Column.text("type", "Type"),
                                Column.text("policy", "Policy"),
                                Column.number("organizations", "Organisations"),
                                Column.number("succeeded", "Succeeded"),
                                Column.number("failed", "Failed"),
                                Column.text("first", "First seen"),
                                Column.text("last", "Last seen")),
                        policies.stream()
                                .map(one -> List.of(
                                        Cell.text(one.type()),
                                        Cell.text(one.strings().stream().collect(Collectors.joining("; "))),
                                        Cell.number(one.organizations()),
                                        Cell.number(one.succeeded()),
                                        Cell.number(one.failed()),
                                        Cell.time(one.first()),
                                        Cell.time(one.last())))
                                .toList())
                .orElse("No report names a policy.")
                .withExport(brush.here());
    }
}
