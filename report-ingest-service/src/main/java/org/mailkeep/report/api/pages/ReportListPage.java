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
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.report.app.FindReports;
import org.mailkeep.report.domain.Arrival.Transport;
import org.mailkeep.report.domain.ReportKey;
import org.mailkeep.report.domain.ReportKey.Kind;
import org.mailkeep.report.domain.stored.Arrived;
import org.mailkeep.report.domain.stored.Arrived.Fate;
import org.mailkeep.report.domain.stored.KeptReport;
import org.mailkeep.report.domain.stored.ReportFilter;
import org.mailkeep.ui.Frame;
import org.mailkeep.ui.Page;
import org.mailkeep.ui.Shown;
import org.mailkeep.ui.table.Cell;
import org.mailkeep.ui.table.Column;
import org.mailkeep.ui.table.Table;

/** Reports one by one, and each as a page and as it was sent. */
@Page
@Path("/reports")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.REPORTS_READ)
class ReportListPage {

    /** On a page. */
    private static final int LINES = 100;

    private final Pages pages;
    private final FindReports find;

    ReportListPage(Pages pages, FindReports find) {
        this.pages = pages;
        this.find = find;
    }

    @CheckedTemplate(basePath = "report")
    static class Templates {
        static native TemplateInstance reports(Frame frame, View view, Sheet sheet);

        static native TemplateInstance oneReport(Frame frame, View view, ReportSheet sheet);
    }

    /** What the page of all shows. */
    record Sheet(Table reports, Optional<String> next) implements Pages.Content {

        @Override
        public List<Table> tables() {
            return List.of(reports);
        }
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> list(@Context UriInfo page) {
        Brush brush = pages.brush(page);
        var view = new View("Reports", Tab.REPORTERS, brush);
        return find.list(filter(brush), brush.position("after"), LINES)
                .chain(answer -> pages.show(
                        view,
                        page,
                        answer,
                        found -> sheet(brush, found),
                        (frame, sheet) -> Templates.reports(frame, view, sheet)));
    }

    @GET
    @Path("{id}")
    @Operation(hidden = true)
    public Uni<Response> show(@RestPath UUID id, @Context UriInfo page) {
        Brush brush = pages.brush(page);
        var view = new View("Report", Tab.REPORTERS, brush);
        return find.detail(id)
                .chain(answer -> pages.show(
                        view,
                        page,
                        answer,
                        found -> ReportSheet.of(brush, found),
                        (frame, sheet) -> Templates.oneReport(frame, view, sheet)));
    }

    @GET
    @Path("{id}/text")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(hidden = true)
    public Uni<Response> text(@RestPath UUID id) {
        return find.text(id).map(Pages::text);
    }

    @GET
    @Path("{id}/original")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(hidden = true)
    public Uni<Response> original(@RestPath UUID id) {
        return find.original(id).map(answer -> Pages.octets(id, answer, found -> found.body()));
    }

    /** This page with the reports that came in so, whatever time they cover and whoever sent them. */
    static String arrived(Brush brush, Arrived arrived) {
        return brush.to(
                "/reports",
                "came-from",
                arrived.from().toString(),
                "came-to",
                arrived.to().toString(),
                "way",
                arrived.transport().map(Enum::name).orElse("").toLowerCase(Locale.ROOT),
                "came",
                arrived.fate().name().toLowerCase(Locale.ROOT));
    }

    private static Optional<Arrived> arrived(Brush brush) {
        try {
            return Optional.of(new Arrived(
                    Instant.parse(brush.other("came-from")),
                    Instant.parse(brush.other("came-to")),
                    Optional.of(brush.other("way").toUpperCase(Locale.ROOT))
                            .filter(way -> !way.isEmpty())
                            .map(Transport::valueOf),
                    Fate.valueOf(brush.other("came").toUpperCase(Locale.ROOT))));
        } catch (DateTimeException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static ReportFilter filter(Brush brush) {
        Optional<Arrived> arrived = arrived(brush);
        boolean byTimeCovered = arrived.isEmpty();
        return new ReportFilter(
                DomainName.parse(brush.other("domain").strip()),
                Optional.of(brush.range().begin()).filter(_ -> byTimeCovered),
                Optional.of(brush.range().end()).filter(_ -> byTimeCovered),
                Optional.of(ReportKey.fold(brush.other("organization"))).filter(name -> !name.isEmpty()),
                brush.other("failures").equals("only"),
                Optional.empty(),
                Optional.of(brush.verified()).filter(_ -> byTimeCovered),
                switch (brush.other("kind")) {
                    case "tls" -> Optional.of(Kind.TLS);
                    case "dmarc" -> Optional.of(Kind.DMARC);
                    default -> Optional.empty();
                },
                arrived);
    }

    private static String title(Optional<Arrived> arrived) {
        return arrived.map(one -> switch (one.fate()) {
                            case STORED -> "Reports that came in";
                            case AGAIN -> "Reports that came in, and came again later";
                            case CONFLICT -> "Reports in whose name something else came in";
                            case FOREIGN -> "Reports about domains that are not ours that came in";
                        }
                        + one.transport()
                                .map(way -> " by " + way.name().toLowerCase(Locale.ROOT))
                                .orElse("")
                        + " from " + Shown.utc(one.from()) + " to " + Shown.utc(one.to()))
                .orElse("Reports by the time that they cover, the latest first");
    }

    private static Sheet sheet(Brush brush, org.mailkeep.report.domain.stored.Page<KeptReport> found) {
        List<List<Cell>> rows =
                found.items().stream().map(report -> row(brush, report)).toList();
        long succeeded = found.items().stream().mapToLong(KeptReport::succeeded).sum();
        long failed = found.items().stream().mapToLong(KeptReport::failed).sum();
        Table table = Table.of(
                        "reports",
                        title(arrived(brush)),
                        List.of(
                                Column.text("id", "Report"),
                                Column.text("begin", "From"),
                                Column.text("organization", "Organisation"),
                                Column.text("domains", "About"),
                                Column.text("kind", "Kind"),
                                Column.number("failed", "Failed"),
                                Column.number("succeeded", "Succeeded"),
                                Column.text("trust", "Trust"),
                                Column.text("transport", "Way"),
                                Column.text("received", "Received"),
                                Column.number("times", "Times"),
                                Column.number("quirks", "Deviations")),
                        rows)
                .withSums(List.of(
                        Cell.text("These " + rows.size()),
                        Cell.none(),
                        Cell.none(),
                        Cell.none(),
                        Cell.none(),
                        Cell.number(failed),
                        Cell.number(succeeded),
                        Cell.none(),
                        Cell.none(),
                        Cell.none(),
                        Cell.none(),
                        Cell.none()))
                .orElse("No report of this time is here.")
                .withExport(brush.here());
        return new Sheet(table, found.next().map(next -> brush.with("after", next)));
    }

    private static List<Cell> row(Brush brush, KeptReport report) {
        return List.of(
                Cell.link(report.id().toString().substring(0, 8), brush.to("/reports/" + report.id())),
                Cell.time(report.range().begin()),
                Cell.link(
                        report.organization(),
                        brush.to("/reporter", "organization", ReportKey.fold(report.organization()))),
                Cell.text(report.domains().stream().map(DomainName::value).collect(Collectors.joining(" "))),
                Cell.text(report.kind().name()),
                Cell.number(report.failed(), brush.to("/reports/" + report.id())),
                Cell.number(report.succeeded(), brush.to("/reports/" + report.id())),
                Cell.text(report.trust().name().toLowerCase(Locale.ROOT)),
                Cell.text(report.transport().name().toLowerCase(Locale.ROOT)),
                Cell.time(report.receivedAt()),
                Cell.number(report.timesReceived()),
                Cell.number(report.quirks().size(), brush.to("/reports/" + report.id())));
    }
}
