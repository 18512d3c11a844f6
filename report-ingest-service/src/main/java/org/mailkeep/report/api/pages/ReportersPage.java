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
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.report.app.ShowTotals;
import org.mailkeep.report.domain.dashboard.RibbonList;
import org.mailkeep.ui.Frame;
import org.mailkeep.ui.Page;
import org.mailkeep.ui.table.Table;

/** Who reports: a row of days for each organisation. */
@Page
@Path("/reporters")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.REPORTS_READ)
class ReportersPage {

    private final Pages pages;
    private final ShowTotals totals;
    private final Clock clock;

    ReportersPage(Pages pages, ShowTotals totals, Clock clock) {
        this.pages = pages;
        this.totals = totals;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "report")
    static class Templates {
        static native TemplateInstance reporters(Frame frame, View view, Sheet sheet);
    }

    /** What the page shows. */
    record Sheet(Table reporters, Paging paging, String part, long elsewhere) implements Pages.Content {

        @Override
        public List<Table> tables() {
            return List.of(reporters);
        }
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> show(@Context UriInfo page) {
        Brush brush = pages.brush(page);
        var view = new View("Reporters", Tab.REPORTERS, brush);
        String part = brush.other("organization").strip().toLowerCase(Locale.ROOT);
        int skipped = Paging.skipped(brush);
        return totals.organizations(new ShowTotals.Wanted(brush.range(), brush.verified(), part, skipped, Paging.LINES))
                .chain(answer -> pages.show(
                        view,
                        page,
                        answer,
                        found -> sheet(brush, part, skipped, found),
                        (frame, sheet) -> Templates.reporters(frame, view, sheet)));
    }

    private Sheet sheet(Brush brush, String part, int skipped, RibbonList found) {
        return new Sheet(
                Ribbons.organizations(brush, found, "", clock.instant()),
                Paging.of(brush, skipped, found.first().size(), found.names()),
                part,
                found.elsewhere());
    }
}
