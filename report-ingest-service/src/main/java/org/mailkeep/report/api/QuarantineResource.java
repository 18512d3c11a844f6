package org.mailkeep.report.api;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
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
import org.mailkeep.report.app.Quarantine;
import org.mailkeep.report.domain.stored.Page;
import org.mailkeep.report.domain.stored.QuarantineEntry;

/** What could not be read. */
@Path("/v1/quarantine")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.REPORTS_READ)
@SecurityRequirement(name = ApiDescription.BEARER, scopes = Roles.REPORTS_READ)
@Tag(name = "Quarantine", description = "What could not be read, and why; it is kept for a while.")
class QuarantineResource {

    private final Quarantine quarantine;

    QuarantineResource(Quarantine quarantine) {
        this.quarantine = quarantine;
    }

    @GET
    @Operation(operationId = "listQuarantine", summary = "What could not be read, the latest first")
    @APIResponse(
            responseCode = "200",
            description = "A page; the header Link leads to the next one (RFC 8288).",
            content = @Content(schema = @Schema(implementation = QuarantineView[].class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_REQUEST)
    @APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
    public Uni<Response> list(
            @Parameter(description = "1 to 200; 50 where it is missing.") @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String cursor,
            @Context UriInfo request) {
        return quarantine
                .list(Cursor.read(cursor), Cursor.limit(limit))
                .map(answer -> page(request, Answers.value(answer)));
    }

    @POST
    @Path("/{id}/reparse")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    @Operation(operationId = "reparse", summary = "Tries to read it once more")
    @APIResponse(
            responseCode = "200",
            description = "What became of it; it stays in quarantine where it cannot be read.",
            content = @Content(schema = @Schema(implementation = IntakeView.class)))
    @APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
    public Uni<IntakeView> reparse(@RestPath UUID id) {
        return quarantine.reparse(id).map(answer -> IntakeView.of(Answers.value(answer)));
    }

    private static Response page(UriInfo request, Page<QuarantineEntry> page) {
        List<QuarantineView> entries =
                page.items().stream().map(QuarantineView::of).toList();
        Response.ResponseBuilder response = Response.ok(entries).header(HttpHeaders.CACHE_CONTROL, "no-store");
        Cursor.link(request, page).ifPresent(link -> response.header(HttpHeaders.LINK, link));
        return response.build();
    }
}
