package org.mailkeep.report.api;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
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
import org.mailkeep.report.app.Incidents;
import org.mailkeep.report.domain.StorableText;
import org.mailkeep.report.domain.stored.IncidentFilter;
import org.mailkeep.report.domain.stored.KeptIncident;
import org.mailkeep.report.domain.stored.Page;

/** Failures as matters that somebody may have to look after. */
@Path("/v1/incidents")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.REPORTS_READ)
@SecurityRequirement(name = ApiDescription.BEARER, scopes = Roles.REPORTS_READ)
@Tag(name = "Incidents", description = "Failures that verified reports tell of, by MX host, result type and time.")
@APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
@APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
class IncidentsResource {

    private static final String NO_STORE = "no-store";
    private static final int MAX_NOTE = 2_000;
    private static final int MAX_NAME = 200;

    private final Incidents incidents;
    private final SecurityIdentity caller;

    IncidentsResource(Incidents incidents, SecurityIdentity caller) {
        this.incidents = incidents;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listIncidents", summary = "Incidents by the time they were opened, the latest first")
    @APIResponse(
            responseCode = "200",
            description = "A page; the header Link leads to the next one (RFC 8288).",
            content = @Content(schema = @Schema(implementation = IncidentView[].class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_REQUEST)
    public Uni<Response> list(
            @RestQuery @Nullable String domain,
            @Parameter(
                            description =
                                    "open, confirmed, not-reproducible, fixed, closed; or alive for all that are not closed.")
                    @RestQuery
                    @Nullable String state,
            @Parameter(description = "A day, or a time in RFC 3339: it went on then or later.") @RestQuery @Nullable String from,
            @Parameter(description = "The same: it began before; a day counts whole.") @RestQuery @Nullable String to,
            @Parameter(description = "1 to 200; 50 where it is missing.") @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String cursor,
            @Context UriInfo request) {
        var filter = new IncidentFilter(
                Optional.ofNullable(domain).map(Problems::domain),
                Optional.ofNullable(state).map(IncidentsResource::state),
                Times.time(from, 0),
                Times.time(to, 1));
        return incidents
                .list(filter, Cursor.read(cursor), Cursor.limit(limit))
                .map(answer -> page(request, Answers.value(answer)));
    }

    @GET
    @Path("/{id}")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = NO_STORE)
    @Operation(operationId = "getIncident", summary = "An incident with its time line and its evidence")
    @APIResponse(
            responseCode = "200",
            description = "The incident.",
            content = @Content(schema = @Schema(implementation = IncidentDetailView.class)))
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    public Uni<IncidentDetailView> get(@RestPath UUID id) {
        return incidents.detail(id).map(answer -> IncidentDetailView.of(Answers.value(answer)));
    }

    /** What somebody says who looks after an incident. */
    @Schema(name = "Acknowledgement")
    record Acknowledgement(
            @Schema(description = "2,000 characters at most; may be missing.") @Nullable String note) {}

    @POST
    @Path("/{id}/acknowledgement")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.REPORTS_WRITE)
    @SecurityRequirement(name = ApiDescription.BEARER, scopes = Roles.REPORTS_WRITE)
    @Operation(operationId = "acknowledgeIncident", summary = "Says that the caller looks after it")
    @APIResponse(responseCode = "204", description = "Noted.")
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_REQUEST)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    public Uni<Void> acknowledge(@RestPath UUID id, @Nullable Acknowledgement body) {
        String note = Optional.ofNullable(body)
                .flatMap(one -> Optional.ofNullable(one.note()))
                .orElse("");
        if (note.length() > MAX_NOTE) {
            throw Problems.problem(
                    400, "invalid-note", "Invalid note", "The note is longer than " + MAX_NOTE + " characters.");
        }
        String name = StorableText.shortened(caller.getPrincipal().getName(), MAX_NAME);
        return incidents
                .acknowledge(id, name, StorableText.of(note))
                .map(Answers::value)
                .replaceWithVoid();
    }

    @GET
    @Path("/unverified")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = NO_STORE)
    @Operation(
            operationId = "listUnverifiedFailures",
            summary = "Failures that unknown senders report of the last 30 days",
            description = "They open no incident: anybody may claim them. The 200 latest kinds.")
    @APIResponse(
            responseCode = "200",
            description = "The failures.",
            content = @Content(schema = @Schema(implementation = UnverifiedFailureView[].class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_REQUEST)
    public Uni<List<UnverifiedFailureView>> unverified(@RestQuery @Nullable String domain) {
        return incidents
                .unverified(Optional.ofNullable(domain).map(Problems::domain))
                .map(answer -> Answers.value(answer).stream()
                        .map(UnverifiedFailureView::of)
                        .toList());
    }

    private static String state(String text) {
        if (IncidentFilter.STATES.contains(text)) {
            return text;
        }
        throw Problems.problem(400, "invalid-state", "Invalid state", "There is no such state of an incident.");
    }

    private static Response page(UriInfo request, Page<KeptIncident> page) {
        List<IncidentView> views = page.items().stream().map(IncidentView::of).toList();
        Response.ResponseBuilder response = Response.ok(views).header(HttpHeaders.CACHE_CONTROL, NO_STORE);
        Cursor.link(request, page).ifPresent(link -> response.header(HttpHeaders.LINK, link));
        return response.build();
    }
}
