package org.mailkeep.report.api.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestMulti;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.platform.problem.Problems;
import org.mailkeep.report.api.FailureView;
import org.mailkeep.report.app.Answer;
import org.mailkeep.report.app.ShowFailures;
import org.mailkeep.report.domain.dashboard.Dimension;
import org.mailkeep.report.domain.dashboard.FailureFilter;
import org.mailkeep.report.domain.dashboard.FailurePicture;
import org.mailkeep.report.domain.dashboard.FailureRow;
import org.mailkeep.ui.Frame;
import org.mailkeep.ui.Page;
import org.mailkeep.ui.table.Cell;
import org.mailkeep.ui.table.Column;
import org.mailkeep.ui.table.Csv;
import org.mailkeep.ui.table.Table;

/** All failures, by everything by which they can be told apart. An address is a view that can be kept. */
@Page
@Path("/failures")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.REPORTS_READ)
class FailuresPage {

    /** On a page. */
    private static final int LINES = 100;

    /** In an export. */
    static final int MAX_EXPORTED = 100_000;

    private static final int RETRY_AFTER = 30;

    private static final List<Dimension> SHOWN = List.of(
            Dimension.KIND,
            Dimension.TYPE,
            Dimension.MX,
            Dimension.ORGANIZATION,
            Dimension.DOMAIN,
            Dimension.NETWORK,
            Dimension.REASON,
            Dimension.DAY);

    private final Pages pages;
    private final ShowFailures failures;

    FailuresPage(Pages pages, ShowFailures failures) {
        this.pages = pages;
        this.failures = failures;
    }

    @CheckedTemplate(basePath = "report")
    static class Templates {
        static native TemplateInstance failures(Frame frame, View view, Sheet sheet);
    }

    /** A condition that is set, and the address without it. */
    record Chip(String name, String value, String without) {}

    /** What the page shows. */
    record Sheet(
            FailurePicture picture,
            List<Chip> chips,
            List<Table> facets,
            Table rows,
            Optional<String> next,
            String csv,
            String json)
            implements Pages.Content {

        @Override
        public List<Table> tables() {
            return facets;
        }
    }

    private record Found(FailurePicture picture, List<FailureRow> rows) {}

    @GET
    @Operation(hidden = true)
    public Uni<Response> show(@Context UriInfo page) {
        Brush brush = pages.brush(page);
        var view = new View("Failures", Tab.FAILURES, brush);
        FailureFilter filter = Filters.of(brush);
        return Uni.combine()
                .all()
                .unis(failures.picture(filter), failures.rows(filter, place(brush.other("after")), LINES))
                .with((picture, rows) -> Answer.both(picture, rows, Found::new))
                .chain(answer -> pages.show(
                        view,
                        page,
                        answer,
                        found -> sheet(brush, filter, found),
                        (frame, sheet) -> Templates.failures(frame, view, sheet)));
    }

    @GET
    @Path("rows.csv")
    @Produces("text/csv")
    @Operation(hidden = true)
    public RestMulti<String> csv(@Context UriInfo page) {
        Multi<String> lines = all(page).map(row -> Csv.line(FailureView.of(row).fields()));
        return RestMulti.fromMultiData(Multi.createBy()
                        .concatenating()
                        .streams(Multi.createFrom().item(Csv.line(FailureView.NAMES)), lines))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"failures.csv\"")
                .build();
    }

    @GET
    @Path("rows.json")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public RestMulti<FailureView> json(@Context UriInfo page) {
        return RestMulti.fromMultiData(all(page).map(FailureView::of))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"failures.json\"")
                .build();
    }

    private Multi<FailureRow> all(UriInfo page) {
        return failures.all(Filters.of(pages.brush(page)), MAX_EXPORTED)
                .onFailure(ShowFailures.UnavailableException.class)
                .transform(_ -> Problems.unavailable("PostgreSQL does not answer.", RETRY_AFTER));
    }

    private static FailureRow.Place place(String text) {
        int dot = text.indexOf('.');
        try {
            return dot < 0
                    ? FailureRow.Place.START
                    : new FailureRow.Place(
                            Instant.ofEpochSecond(Long.parseLong(text.substring(0, dot))),
                            Long.parseLong(text.substring(dot + 1)));
        } catch (NumberFormatException | DateTimeException _) {
            return FailureRow.Place.START;
        }
    }

    private static Sheet sheet(Brush brush, FailureFilter filter, Found found) {
        Brush whole = brush.without("after");
        List<Chip> chips = filter.only().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> new Chip(
                        Shares.name(one.getKey()),
                        one.getValue(),
                        whole.with(one.getKey().word(), "")))
                .toList();
        List<Table> facets = SHOWN.stream()
                .filter(dimension -> !filter.only().containsKey(dimension))
                .map(dimension -> Shares.table(
                        whole,
                        dimension,
                        found.picture(),
                        whole.here() + "#rows",
                        value -> whole.with(dimension.word(), value)))
                .toList();
        Optional<String> next = found.rows().size() < LINES
                ? Optional.empty()
                : Optional.of(found.rows().getLast().place())
                        .map(place -> brush.with("after", place.begin().getEpochSecond() + "." + place.id()));
        return new Sheet(
                found.picture(),
                chips,
                facets,
                rows(brush, found),
                next,
                whole.at("/failures/rows.csv").here(),
                whole.at("/failures/rows.json").here());
    }

    private static Table rows(Brush brush, Found found) {
        long shown = found.rows().stream()
                .mapToLong(row -> row.detail().failedSessions())
                .sum();
        List<List<Cell>> rows = found.rows().stream()
                .map(row -> row(brush, FailureView.of(row)))
                .toList();
        return Table.of(
                        "rows",
                        "Failures, the latest first",
                        List.of(
                                Column.text("day", "Day"),
                                Column.number("sessions", "Sessions"),
                                Column.text("type", "Result type"),
                                Column.text("domain", "Domain"),
                                Column.text("organization", "Organisation"),
                                Column.text("mx", "MX host"),
                                Column.text("receiver", "Receiving address"),
                                Column.text("sender", "Sending address"),
                                Column.text("reason", "Reason code"),
                                Column.text("info", "Further"),
                                Column.text("report", "Report"),
                                Column.text("raw", "As sent")),
                        rows)
                .withSums(List.of(
                        Cell.text("These"),
                        Cell.number(shown, brush.here() + "#rows"),
                        Cell.text(rows.size() + " of " + found.picture().rows() + " rows"),
                        Cell.none(),
                        Cell.none(),
                        Cell.none(),
                        Cell.none(),
                        Cell.none(),
                        Cell.none(),
                        Cell.none(),
                        Cell.none(),
                        Cell.none()))
                .orElse("No failure.");
    }

    private static List<Cell> row(Brush brush, FailureView line) {
        return List.of(
                Cell.text(line.day()),
                Cell.number(line.failedSessions(), brush.to("/reports/" + line.report())),
                Cell.text(line.resultType()),
                Cell.link(line.domain(), brush.to("/domain", "domain", line.domain())),
                Cell.text(line.organization()),
                line.mxHost().isEmpty()
                        ? Cell.none()
                        : Cell.link(
                                line.mxHost(),
                                brush.to("/mx", "mx", line.mxHost().toLowerCase(Locale.ROOT))),
                Cell.text(line.receivingIp()),
                Cell.text(line.sendingMtaIp()),
                Cell.text(line.reasonCode()),
                Cell.text(line.additionalInformation()),
                Cell.link("report", brush.to("/reports/" + line.report())),
                Cell.link("raw", "/reports/" + line.report() + "/text"));
    }
}
