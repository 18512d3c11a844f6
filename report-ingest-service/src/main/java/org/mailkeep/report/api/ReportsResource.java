package org.mailkeep.report.api;

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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
import org.mailkeep.report.app.FindReports;
import org.mailkeep.report.domain.ReportKey;
import org.mailkeep.report.domain.found.Original;
import org.mailkeep.report.domain.stored.KeptReport;
import org.mailkeep.report.domain.stored.Page;
import org.mailkeep.report.domain.stored.ReportFilter;

/** The reports that were kept. */
@Path("/v1/reports")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.REPORTS_READ)
@SecurityRequirement(name = ApiDescription.BEARER, scopes = Roles.REPORTS_READ)
@Tag(name = "Reports", description = "What other organisations reported.")
class ReportsResource {

    private static final String NO_STORE = "no-store";

    private final FindReports find;

    ReportsResource(FindReports find) {
        this.find = find;
    }

    @GET
    @Operation(operationId = "listReports", summary = "Reports by the time that they cover, the latest first")
    @APIResponse(
            responseCode = "200",
            description = "A page; the header Link leads to the next one (RFC 8288).",
            content = @Content(schema = @Schema(implementation = ReportView[].class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_REQUEST)
    @APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
    public Uni<Response> list(
            @Parameter(description = "Reports about this domain.") @RestQuery @Nullable String domain,
            @Parameter(description = "A day, or a time in RFC 3339: covering it or later.") @RestQuery @Nullable String from,
            @Parameter(description = "The same: beginning before it; a day counts whole.") @RestQuery @Nullable String to,
            @Parameter(description = "The sender, without regard to case.") @RestQuery @Nullable String organization,
            @RestQuery boolean failuresOnly,
            @Parameter(description = "Only those about domains of ours, or only the others.") @RestQuery @Nullable Boolean hosted,
            @Parameter(description = "Only those by known senders, or only the others.") @RestQuery @Nullable Boolean verified,
            @Parameter(description = "1 to 200; 50 where it is missing.") @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String cursor,
            @Context UriInfo request) {
        var filter = new ReportFilter(
                Optional.ofNullable(domain).map(Problems::domain),
                Times.time(from, 0),
                Times.time(to, 1),
                Optional.ofNullable(organization).map(ReportKey::fold),
                failuresOnly,
                Optional.ofNullable(hosted),
                Optional.ofNullable(verified),
                Optional.empty(),
                Optional.empty());
        return find.list(filter, Cursor.read(cursor), Cursor.limit(limit))
                .map(answer -> page(request, Answers.value(answer)));
    }

    @GET
    @Path("/{id}")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = NO_STORE)
    @Operation(operationId = "getReport", summary = "A report with what it says")
    @APIResponse(
            responseCode = "200",
            description = "The report.",
            content = @Content(schema = @Schema(implementation = ReportDetailView.class)))
    @APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
    public Uni<ReportDetailView> get(@RestPath UUID id) {
        return find.detail(id).map(answer -> ReportDetailView.of(Answers.value(answer)));
    }

    @GET
    @Path("/{id}/raw")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(operationId = "getOriginalReport", summary = "The report as it was sent, perhaps compressed")
    @APIResponse(responseCode = "200", description = "The octets that were sent.")
    @APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
    public Uni<Response> raw(@RestPath UUID id) {
        return find.original(id).map(answer -> raw(id, Answers.value(answer)));
    }

    private static Response page(UriInfo request, Page<KeptReport> page) {
        List<ReportView> reports = page.items().stream().map(ReportView::of).toList();
        Response.ResponseBuilder response = Response.ok(reports).header(HttpHeaders.CACHE_CONTROL, NO_STORE);
        Cursor.link(request, page).ifPresent(link -> response.header(HttpHeaders.LINK, link));
        return response.build();
    }

    /** Never shown as a page, whatever it is; and the name is ours, not the sender's. */
    private static Response raw(UUID id, Original original) {
        String ending =
                original.body().startsWith(0x1f, 0x8b) ? ".gz" : original.body().startsWith('P', 'K') ? ".zip" : "";
        return Response.ok(original.body().bytes())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + id + ending + "\"")
                .header(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .build();
    }
}
