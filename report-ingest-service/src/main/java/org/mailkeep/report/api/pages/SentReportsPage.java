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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.report.app.Answer;
import org.mailkeep.report.app.FindSentReports;
import org.mailkeep.report.domain.found.Original;
import org.mailkeep.report.domain.outbound.DeliveryState;
import org.mailkeep.report.domain.outbound.ReportDelivery;
import org.mailkeep.report.domain.outbound.SentFilter;
import org.mailkeep.report.domain.outbound.SentReport;
import org.mailkeep.ui.Frame;
import org.mailkeep.ui.Mark;
import org.mailkeep.ui.Page;
import org.mailkeep.ui.table.Cell;
import org.mailkeep.ui.table.Column;
import org.mailkeep.ui.table.Table;

/** What we reported to others: per day and domain where it went, and what became of it. */
@Page
@Path(SentReportsPage.PATH)
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.REPORTS_READ)
class SentReportsPage {

    static final String PATH = "/sent-reports";

    private static final int REPORTS = 100;

    private final Pages pages;
    private final FindSentReports find;

    SentReportsPage(Pages pages, FindSentReports find) {
        this.pages = pages;
        this.find = find;
    }

    @CheckedTemplate(basePath = "report")
    static class Templates {
        static native TemplateInstance sentReports(Frame frame, View view, Sheet sheet);
    }

    /** A choice of what is shown. */
    record Choice(String name, String address, boolean current) {}

    /**
     * What the page shows.
     *
     * @param note how reports are sent now
     * @param domain that alone is shown; empty for all
     * @param older where those before are
     */
    record Sheet(
            String note, String domain, String state, List<Choice> states, Table deliveries, Optional<String> older)
            implements Pages.Content {

        @Override
        public List<Table> tables() {
            return List.of(deliveries);
        }
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> show(@Context UriInfo page) {
        Brush brush = pages.brush(page);
        var view = new View("Sent reports", Tab.SENT, brush);
        String domain = brush.other("domain").strip();
        Optional<DeliveryState> state = state(brush.other("state"));
        var filter = new SentFilter(
                DomainName.parse(domain),
                Optional.of(brush.range().first()),
                Optional.of(brush.range().last()),
                state);
        return find.list(filter, brush.position("before"), REPORTS)
                .chain(answer -> pages.show(
                        view,
                        page,
                        answer,
                        found -> sheet(brush, domain, state, found),
                        (frame, sheet) -> Templates.sentReports(frame, view, sheet)));
    }

    /** The copy of a report, as it is sent. */
    @GET
    @Path("/{id}/file")
    @Produces("application/tlsrpt+gzip")
    @Operation(hidden = true)
    public Uni<Response> file(@RestPath UUID id) {
        return find.original(id).map(answer -> switch (answer) {
            case Answer.Found<Original>(Original file) ->
                Pages.download(
                        file.fileName().orElse(id + ".json.gz"),
                        "application/tlsrpt+gzip",
                        file.body().bytes());
            case Answer.Nothing<Original> _ -> throw new NotFoundException();
            case Answer.Unavailable<Original> _ -> Response.status(503).build();
        });
    }

    private Sheet sheet(
            Brush brush,
            String domain,
            Optional<DeliveryState> state,
            org.mailkeep.report.domain.stored.Page<SentReport> found) {
        List<List<Cell>> rows = found.items().stream()
                .flatMap(report -> report.deliveries().stream().map(one -> row(brush, report, one)))
                .toList();
        List<Column> columns = List.of(
                Column.text("domain", "Domain"),
                Column.text("day", "Day"),
                Column.text("destination", "Destination"),
                Column.text("state", "State"),
                Column.number("attempts", "Attempts"),
                Column.text("status", "Status"),
                Column.text("reply", "Reply"),
                Column.text("at", "Last or next attempt"),
                Column.number("failed", "Failed"),
                Column.number("succeeded", "Succeeded"),
                Column.text("report", "Report"));
        Table table = Table.of("deliveries", "Reports to others, a line for each destination", columns, rows)
                .withSums(sums(found.items()))
                .orElse("No report of this time was made.")
                .withExport(brush.here());
        return new Sheet(
                note(),
                domain,
                state.map(DeliveryState::word).orElse(""),
                states(brush, state),
                table,
                found.next().map(next -> brush.with("before", next)));
    }

    private String note() {
        return switch (find.mode()) {
            case OFF -> "No reports are made: mailkeep.report.sender.submitter is not set.";
            case DRY_RUN -> "Dry run: reports are made and kept, and not sent.";
            case SENDING -> "Reports are sent within hours after the end of the UTC day, and tried for 24 hours.";
        };
    }

    /** Sessions of a report count once, to however many destinations it goes. */
    private static List<Cell> sums(List<SentReport> reports) {
        return List.of(
                Cell.text(reports.size() + " reports"),
                Cell.none(),
                Cell.none(),
                Cell.none(),
                Cell.number(reports.stream()
                        .flatMap(report -> report.deliveries().stream())
                        .mapToLong(ReportDelivery::attempts)
                        .sum()),
                Cell.none(),
                Cell.none(),
                Cell.none(),
                Cell.sum(reports, SentReport::failed),
                Cell.sum(reports, SentReport::succeeded),
                Cell.none());
    }

    private static List<Cell> row(Brush brush, SentReport report, ReportDelivery delivery) {
        String name = report.domain().value();
        return List.of(
                Cell.link(name, brush.to(PATH, "domain", name)),
                Cell.text(report.day().toString()),
                Cell.text(delivery.destination()),
                Cell.badge(mark(delivery.state()), delivery.state().word()),
                Cell.number(delivery.attempts()),
                Cell.text(delivery.status().map(String::valueOf).orElse("")),
                Cell.text(delivery.reply().orElse("")),
                time(delivery),
                Cell.number(report.failed()),
                Cell.number(report.succeeded()),
                Cell.link("Copy", PATH + "/" + report.id() + "/file"));
    }

    private static Cell time(ReportDelivery delivery) {
        return switch (delivery.state()) {
            case WAITING -> Cell.time(delivery.dueAt());
            case TAKEN, REFUSED, GIVEN_UP, DRY_RUN, SUPPRESSED ->
                delivery.lastAttemptAt().map(Cell::time).orElseGet(Cell::none);
        };
    }

    private static Mark mark(DeliveryState state) {
        return switch (state) {
            case TAKEN -> Mark.GOOD;
            case WAITING, DRY_RUN, SUPPRESSED -> Mark.PLAIN;
            case REFUSED -> Mark.WARN;
            case GIVEN_UP -> Mark.BAD;
        };
    }

    private static List<Choice> states(Brush brush, Optional<DeliveryState> current) {
        return Stream.concat(
                        Stream.of(new Choice("all", brush.with("state", ""), current.isEmpty())),
                        Stream.of(DeliveryState.values())
                                .map(state -> new Choice(
                                        state.word(),
                                        brush.with("state", state.word()),
                                        current.filter(state::equals).isPresent())))
                .toList();
    }

    private static Optional<DeliveryState> state(String word) {
        return Stream.of(DeliveryState.values())
                .filter(state -> state.word().equals(word))
                .findFirst();
    }
}
