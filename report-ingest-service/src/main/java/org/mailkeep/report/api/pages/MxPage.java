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
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.report.app.Answer;
import org.mailkeep.report.app.ShowFailures;
import org.mailkeep.report.app.ShowProbes;
import org.mailkeep.report.domain.dashboard.Dimension;
import org.mailkeep.report.domain.dashboard.FailureFilter;
import org.mailkeep.report.domain.dashboard.FailurePicture;
import org.mailkeep.report.domain.dashboard.MxHostPicture;
import org.mailkeep.report.domain.dashboard.Share;
import org.mailkeep.ui.Frame;
import org.mailkeep.ui.Page;
import org.mailkeep.ui.chart.Chart;
import org.mailkeep.ui.table.Table;

/**
 * One mail server, across the domains whose mail it takes: what is reported of it, and what probes saw. Reports name hosts with
 * failures only.
 */
@Page
@Path("/mx")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.REPORTS_READ)
class MxPage {

    private final Pages pages;
    private final ShowFailures failures;
    private final ShowProbes probes;
    private final Clock clock;

    MxPage(Pages pages, ShowFailures failures, ShowProbes probes, Clock clock) {
        this.pages = pages;
        this.failures = failures;
        this.probes = probes;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "report")
    static class Templates {
        static native TemplateInstance mx(Frame frame, View view, Sheet sheet);
    }

    /** What the page shows. */
    record Sheet(Chart chart, List<Table> tables) implements Pages.Content {}

    private record Found(FailurePicture failures, MxHostPicture probed) {}

    @GET
    @Operation(hidden = true)
    public Uni<Response> show(@Context UriInfo page) {
        Brush brush = pages.brush(page);
        String host = brush.other("mx").strip().toLowerCase(Locale.ROOT);
        if (host.isEmpty() || host.indexOf(0) >= 0) {
            throw new NotFoundException();
        }
        var view = new View("MX host " + host, Tab.FAILURES, brush);
        var filter = new FailureFilter(brush.range(), brush.verified(), Map.of(Dimension.MX, host));
        return Uni.combine()
                .all()
                .unis(failures.picture(filter), probes.host(host))
                .with((reported, probed) -> Answer.both(reported, probed, Found::new))
                .chain(answer -> pages.show(
                        view,
                        page,
                        answer,
                        found -> sheet(brush, host, found, clock.instant()),
                        (frame, sheet) -> Templates.mx(frame, view, sheet)));
    }

    private static Sheet sheet(Brush brush, String host, Found found, Instant now) {
        FailurePicture failed = found.failures();
        Map<LocalDate, Long> byDay = failed.of(Dimension.DAY).stream()
                .collect(Collectors.toMap(share -> LocalDate.parse(share.value()), Share::sessions));
        String all = brush.to("/failures", "mx", host);
        List<Table> tables = List.of(
                HostTables.certificates(brush, found.probed(), now),
                HostTables.tlsa(brush, found.probed()),
                HostTables.addresses(brush, found.probed()),
                Shares.table(brush, Dimension.TYPE, failed, all, way(brush, host, Dimension.TYPE)),
                Shares.table(brush, Dimension.DOMAIN, failed, all, way(brush, host, Dimension.DOMAIN)),
                HostTables.receivers(brush, failed, found.probed(), all, way(brush, host, Dimension.RECEIVER)),
                Shares.table(brush, Dimension.ORGANIZATION, failed, all, way(brush, host, Dimension.ORGANIZATION)));
        return new Sheet(
                Charts.numbers("Failed sessions by day", "failed", Chart.Look.BAD, brush.range(), byDay), tables);
    }

    private static Shares.Way way(Brush brush, String host, Dimension dimension) {
        return value -> brush.to("/failures", "mx", host, dimension.word(), value);
    }
}
