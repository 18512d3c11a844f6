package org.mailkeep.report.api;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
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

    private static final int MAX_LINES = 100;

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
        @DefaultValue("100")
        @Parameter(description = "1 to 100.")
        int limit;

        @RestQuery
        @DefaultValue("0")
        @Parameter(description = "How many of the first lines are left out.")
        int skip;

        ShowTotals.Wanted wanted(Clock clock) {
            String part = name == null ? "" : name.strip().toLowerCase(Locale.ROOT);
            if (limit < 1 || limit > MAX_LINES || skip < 0 || part.indexOf(0) >= 0) {
                throw Problems.problem(
                        400,
                        "invalid-request",
                        "Invalid request",
                        "A limit is from 1 to " + MAX_LINES + ", skip is not negative, and a name has no U+0000.");
            }
            return new ShowTotals.Wanted(range(clock), verified, part, skip, limit);
        }
    }

    @GET
    @Path("/domains")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = NO_STORE)
    @Operation(operationId = "listDomainTotals", summary = "The domains with their days, the worst first")
    @APIResponse(
            responseCode = "200",
            description = "The domains.",
            content = @Content(schema = @Schema(implementation = TotalsView.class)))
    public Uni<TotalsView> domains(@BeanParam Lines lines) {
        return totals.wall(lines.wanted(clock))
                .map(Answers::value)
                .map(wall -> TotalsView.of(wall.domains(), wall.policies()));
    }

    @GET
    @Path("/reporters")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = NO_STORE)
    @Operation(operationId = "listReporters", summary = "The organisations that report, with their days")
    @APIResponse(
            responseCode = "200",
            description = "The organisations.",
            content = @Content(schema = @Schema(implementation = TotalsView.class)))
    public Uni<TotalsView> reporters(@BeanParam Lines lines) {
        return totals.organizations(lines.wanted(clock)).map(answer -> TotalsView.of(Answers.value(answer), Map.of()));
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
}
