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
import java.util.stream.Stream;
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
import org.mailkeep.report.app.FindSentReports;
import org.mailkeep.report.domain.found.Original;
import org.mailkeep.report.domain.outbound.DeliveryState;
import org.mailkeep.report.domain.outbound.SentFilter;
import org.mailkeep.report.domain.outbound.SentReport;
import org.mailkeep.report.domain.stored.Page;

/** The reports that we made about others. */
@Path("/v1/sent-reports")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.REPORTS_READ)
@SecurityRequirement(name = ApiDescription.BEARER, scopes = Roles.REPORTS_READ)
@Tag(name = "Our reports", description = "What our mail servers met, and what we report of it to others.")
class SentReportsResource {

    private static final String NO_STORE = "no-store";

    private final FindSentReports find;

    SentReportsResource(FindSentReports find) {
        this.find = find;
    }

    @GET
    @Operation(operationId = "listSentReports", summary = "Reports that we made, the latest first")
    @APIResponse(
            responseCode = "200",
            description = "A page; the header Link leads to the next one (RFC 8288).",
            content = @Content(schema = @Schema(implementation = SentReportView[].class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_REQUEST)
    @APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
    public Uni<Response> list(
            @RestQuery @Nullable String domain,
            @Parameter(description = "The first day reported about.") @RestQuery @Nullable String from,
            @Parameter(description = "The last day reported about.") @RestQuery @Nullable String to,
            @Parameter(description = "That at least one delivery is in, for example given-up.") @RestQuery @Nullable String state,
            @Parameter(description = "1 to 200; 50 where it is missing.") @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String cursor,
            @Context UriInfo request) {
        var filter = new SentFilter(
                Optional.ofNullable(domain).map(Problems::domain),
                Times.day(from),
                Times.day(to),
                Optional.ofNullable(state).map(SentReportsResource::state));
        return find.list(filter, Cursor.read(cursor), Cursor.limit(limit))
                .map(answer -> page(request, Answers.value(answer)));
    }

    @GET
    @Path("/{id}")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = NO_STORE)
    @Operation(operationId = "getSentReport", summary = "A report that we made, and what became of it")
    @APIResponse(
            responseCode = "200",
            description = "The report.",
            content = @Content(schema = @Schema(implementation = SentReportView.class)))
    @APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
    public Uni<SentReportView> get(@RestPath UUID id) {
        return find.get(id).map(answer -> SentReportView.of(Answers.value(answer)));
    }

    @GET
    @Path("/{id}/raw")
    @Produces("application/tlsrpt+gzip")
    @Operation(operationId = "getSentReportFile", summary = "The report as it is sent, compressed")
    @APIResponse(responseCode = "200", description = "The octets.")
    @APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
    public Uni<Response> raw(@RestPath UUID id) {
        return find.original(id).map(answer -> raw(id, Answers.value(answer)));
    }

    private static Response page(UriInfo request, Page<SentReport> page) {
        List<SentReportView> reports =
                page.items().stream().map(SentReportView::of).toList();
        Response.ResponseBuilder response = Response.ok(reports).header(HttpHeaders.CACHE_CONTROL, NO_STORE);
        Cursor.link(request, page).ifPresent(link -> response.header(HttpHeaders.LINK, link));
        return response.build();
    }

    private static Response raw(UUID id, Original original) {
        return Response.ok(original.body().bytes())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + original.fileName().orElse(id.toString()) + "\"")
                .header(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .build();
    }

    private static DeliveryState state(String word) {
        return Stream.of(DeliveryState.values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Problems.problem(
                        400,
                        "invalid-state",
                        "Invalid state",
                        "The state is none of "
                                + Stream.of(DeliveryState.values())
                                        .map(DeliveryState::word)
                                        .toList()
                                + "."));
    }
}
