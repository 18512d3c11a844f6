package org.mailkeep.report.api;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.platform.problem.Problems;
import org.mailkeep.report.app.ShowTotals;
import org.mailkeep.report.domain.ReportKey;

/** What the reports amount to, by domain and by organisation. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.REPORTS_READ)
@SecurityRequirement(name = ApiDescription.BEARER, scopes = Roles.REPORTS_READ)
@Tag(name = "Totals")
@APIResponse(responseCode = "400", ref = ApiDescription.INVALID_REQUEST)
@APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
@APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
class TotalsResource {

    private static final String NO_STORE = "no-store";

    private final ShowTotals totals;
    private final Clock clock;

    TotalsResource(ShowTotals totals, Clock clock) {
        this.totals = totals;
        this.clock = clock;
    }

    /** Which lines of a list are wanted. */
    static class Lines extends RangeQuery {

        @RestQuery
        @Parameter(description = "A part of the name; all where it is missing.")
        @Nullable String name;

        @RestQuery
        @Parameter(description = "1 to 200; 50 where it is missing.")
        @Nullable Integer limit;

        @RestQuery
        @Parameter(description = "From the Link of the page before.")
        @Nullable String cursor;

        ShowTotals.Wanted wanted(Clock clock) {
            String part = name == null ? "" : name.strip().toLowerCase(Locale.ROOT);
            if (part.indexOf(0) >= 0) {
                throw Problems.problem(400, "invalid-request", "Invalid request", "The name holds U+0000.");
            }
            return new ShowTotals.Wanted(range(clock), verified, part, Cursor.skipped(cursor), Cursor.limit(limit));
        }
    }

    @GET
    @Path("/domains")
    @Operation(operationId = "listDomainTotals", summary = "The domains with their days, the worst first")
    @APIResponse(
            responseCode = "200",
            description = "A page of domains; the header Link leads to the next one (RFC 8288).",
            content = @Content(schema = @Schema(implementation = TotalsView.class)))
    public Uni<Response> domains(@BeanParam Lines lines, @Context UriInfo request) {
        ShowTotals.Wanted wanted = lines.wanted(clock);
        return totals.wall(wanted)
                .map(Answers::value)
                .map(wall -> page(request, wanted, TotalsView.of(wall.domains(), wall.policies())));
    }

    @GET
    @Path("/reporters")
    @Operation(operationId = "listReporters", summary = "The organisations that report, with their days")
    @APIResponse(
            responseCode = "200",
            description = "A page of organisations; the header Link leads to the next one (RFC 8288).",
            content = @Content(schema = @Schema(implementation = TotalsView.class)))
    public Uni<Response> reporters(@BeanParam Lines lines, @Context UriInfo request) {
        ShowTotals.Wanted wanted = lines.wanted(clock);
        return totals.organizations(wanted)
                .map(answer -> page(request, wanted, TotalsView.of(Answers.value(answer), Map.of())));
    }

    @GET
    @Path("/reporters/{organization}")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = NO_STORE)
    @Operation(operationId = "getReporter", summary = "One organisation: its days, about what, how its reports deviate")
    @APIResponse(
            responseCode = "200",
            description = "What is known of it; nothing but zeros where it never reported.",
            content = @Content(schema = @Schema(implementation = ReporterView.class)))
    public Uni<ReporterView> reporter(@RestPath String organization, @BeanParam RangeQuery query) {
        String folded = ReportKey.fold(organization);
        if (folded.indexOf(0) >= 0) {
            throw Problems.problem(400, "invalid-request", "Invalid request", "The name holds U+0000.");
        }
        return totals.organization(folded, query.range(clock), query.verified)
                .map(answer -> ReporterView.of(folded, Answers.value(answer)));
    }

    private static Response page(UriInfo request, ShowTotals.Wanted wanted, TotalsView view) {
        Response.ResponseBuilder response = Response.ok(view).header(HttpHeaders.CACHE_CONTROL, NO_STORE);
        int next = wanted.skipped() + view.items().size();
        if (!view.items().isEmpty() && next < view.names()) {
            response.header(HttpHeaders.LINK, Cursor.link(request, next));
        }
        return response.build();
    }
}
