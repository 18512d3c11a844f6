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
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.ProbeCompleted;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.report.app.Answer;
import org.mailkeep.report.app.Incidents;
import org.mailkeep.report.app.ShowFailures;
import org.mailkeep.report.app.ShowProbes;
import org.mailkeep.report.app.ShowTotals;
import org.mailkeep.report.domain.dashboard.Dimension;
import org.mailkeep.report.domain.dashboard.DomainPicture;
import org.mailkeep.report.domain.dashboard.FailureFilter;
import org.mailkeep.report.domain.dashboard.FailurePicture;
import org.mailkeep.report.domain.incident.DomainChange;
import org.mailkeep.ui.Frame;
import org.mailkeep.ui.Page;
import org.mailkeep.ui.Shown;
import org.mailkeep.ui.chart.Chart;
import org.mailkeep.ui.table.Cell;
import org.mailkeep.ui.table.Column;
import org.mailkeep.ui.table.Table;

/** One domain: its days, what failed where and why, who reports, and which policies senders see and there are. */
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
    private final ShowProbes probes;
    private final Clock clock;

    DomainPage(
            Pages pages,
            ShowTotals totals,
            ShowFailures failures,
            Incidents incidents,
            ShowProbes probes,
            Clock clock) {
        this.pages = pages;
        this.totals = totals;
        this.failures = failures;
        this.incidents = incidents;
        this.probes = probes;
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
            Table served,
            Table policies,
            Table reasons,
            String dmarc,
            String reports)
            implements Pages.Content {

        @Override
        public List<Table> tables() {
            return List.of(types, matrix, reporters, served, policies, reasons);
        }
    }

    private record Reported(ShowTotals.OfDomain totals, FailurePicture failures) {}

    private record Watched(List<DomainChange> changes, Optional<ProbeCompleted> probe) {}

    private record Found(Reported reported, Watched watched) {}

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
                                name, brush.range().begin(), brush.range().end()),
                        probes.domain(name))
                .with((ofDomain, ofFailures, changes, probe) -> Answer.both(
                        Answer.both(ofDomain, ofFailures, Reported::new),
                        Answer.both(changes, probe, Watched::new),
                        Found::new))
                .chain(answer -> pages.show(
                        view,
                        page,
                        answer,
                        found -> sheet(brush, domain, found),
                        (frame, sheet) -> Templates.domain(frame, view, sheet)));
    }

    private Sheet sheet(Brush brush, String domain, Found found) {
        DomainPicture picture = found.reported().totals().picture();
        FailurePicture failed = found.reported().failures();
        Optional<ProbeCompleted> probe = found.watched().probe();
        Instant now = clock.instant();
        String all = brush.to("/failures", "domain", domain);
        Shares.Way toReason = reason -> brush.to("/failures", "domain", domain, "reason", reason);
        Shares.Way toType = type -> brush.to("/failures", "domain", domain, "type", type);
        return new Sheet(
                domain,
                Charts.sessions(
                        brush.range(), picture.days(), events(found.watched().changes())),
                Shares.table(brush, Dimension.TYPE, failed, all, toType),
                matrix(brush, domain, picture.kinds()),
                Ribbons.organizations(brush, found.reported().totals().reporters(), domain, now),
                PolicyTables.served(brush, probe, now),
                PolicyTables.seen(brush, domain, picture.policies(), probe),
                Shares.table(brush, Dimension.REASON, failed, all, toReason),
                brush.to("/dmarc", "domain", domain),
                brush.to("/reports", "domain", domain));
    }

    private static List<Chart.Event> events(List<DomainChange> changes) {
        return changes.stream()
                .limit(MAX_EVENTS)
                .map(change -> new Chart.Event(
                        change.at(), change.kind().word() + " of " + change.subject() + ": " + change.words()))
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
        sums.add(Cell.sum(types.values(), Long::longValue, brush.to("/failures", "domain", domain)));
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
        cells.add(Cell.sum(sessions.values(), Long::longValue, brush.to("/failures", "domain", domain, "mx", mx)));
        return cells;
    }
}
