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
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.report.app.ShowFailures;
import org.mailkeep.report.domain.dashboard.Dimension;
import org.mailkeep.report.domain.dashboard.FailureFilter;
import org.mailkeep.report.domain.dashboard.FailurePicture;
import org.mailkeep.report.domain.dashboard.Share;
import org.mailkeep.ui.Frame;
import org.mailkeep.ui.Page;
import org.mailkeep.ui.chart.Chart;
import org.mailkeep.ui.table.Table;

/** One mail server, across the domains whose mail it takes. Reports name hosts with failures only. */
@Page
@Path("/mx")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.REPORTS_READ)
class MxPage {

    private final Pages pages;
    private final ShowFailures failures;

    MxPage(Pages pages, ShowFailures failures) {
        this.pages = pages;
        this.failures = failures;
    }

    @CheckedTemplate(basePath = "report")
    static class Templates {
        static native TemplateInstance mx(Frame frame, View view, Sheet sheet);
    }

    /** What the page shows. */
    record Sheet(Chart chart, FailurePicture picture, List<Table> tables) implements Pages.Content {}

    @GET
    @Operation(hidden = true)
    public Uni<Response> show(@Context UriInfo page) {
        Brush brush = pages.brush(page);
        String host = brush.other("mx").strip().toLowerCase(Locale.ROOT);
        if (host.isEmpty() || host.indexOf(0) >= 0) {
            throw new NotFoundException();
        }
        var view = new View("MX host " + host, Tab.FAILURES, brush);
        return failures.picture(new FailureFilter(brush.range(), brush.verified(), Map.of(Dimension.MX, host)))
                .chain(answer -> pages.show(
                        view,
                        page,
                        answer,
                        found -> sheet(brush, host, found),
                        (frame, sheet) -> Templates.mx(frame, view, sheet)));
    }

    private static Sheet sheet(Brush brush, String host, FailurePicture found) {
        Map<LocalDate, Long> byDay = found.of(Dimension.DAY).stream()
                .collect(Collectors.toMap(share -> LocalDate.parse(share.value()), Share::sessions));
        List<Table> tables =
                List.of(Dimension.TYPE, Dimension.DOMAIN, Dimension.RECEIVER, Dimension.ORGANIZATION).stream()
                        .map(dimension -> Shares.table(
                                brush,
                                dimension,
                                found,
                                value -> brush.to("/failures", "mx", host, dimension.word(), value)))
                        .toList();
        return new Sheet(
                Charts.numbers("Failed sessions by day", "failed", Chart.Look.BAD, brush.range(), byDay),
                found,
                tables);
    }
}
