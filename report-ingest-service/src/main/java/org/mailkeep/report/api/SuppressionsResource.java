package org.mailkeep.report.api;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.platform.problem.Problems;
import org.mailkeep.report.app.FindSentReports;
import org.mailkeep.report.domain.StorableText;

/** Domains that get no reports from us. */
@Path("/v1/report-suppressions")
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirement(name = ApiDescription.BEARER)
@Tag(name = "Our reports", description = "What our mail servers met, and what we report of it to others.")
class SuppressionsResource {

    private static final int MAX_REASON = 500;

    private final FindSentReports reports;

    SuppressionsResource(FindSentReports reports) {
        this.reports = reports;
    }

    /** Why a domain gets no reports. */
    @Schema(name = "ReportSuppressionRequest")
    record Request(@Schema(maxLength = MAX_REASON) @Nullable String reason) {}

    @GET
    @RolesAllowed(Roles.REPORTS_READ)
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    @Operation(operationId = "listReportSuppressions", summary = "Domains that get no reports from us")
    @APIResponse(
            responseCode = "200",
            description = "All of them, by domain.",
            content = @Content(schema = @Schema(implementation = SuppressionView[].class)))
    @APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
    public Uni<List<SuppressionView>> list() {
        return reports.suppressions()
                .map(answer ->
                        Answers.value(answer).stream().map(SuppressionView::of).toList());
    }

    @PUT
    @Path("/{domain}")
    @RolesAllowed(Roles.REPORTS_WRITE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putReportSuppression",
            summary = "Sends no reports to a domain any more",
            description = "Not those either that are made and wait to be sent.")
    @APIResponse(
            responseCode = "200",
            description = "From now on.",
            content = @Content(schema = @Schema(implementation = SuppressionView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_REQUEST)
    @APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
    public Uni<SuppressionView> put(@RestPath String domain, @Nullable Request request) {
        String reason = Optional.ofNullable(request)
                .flatMap(body -> Optional.ofNullable(body.reason()))
                .map(text -> StorableText.shortened(StorableText.of(text.strip()), MAX_REASON))
                .orElse("");
        return reports.suppress(Problems.domain(domain), reason)
                .map(answer -> SuppressionView.of(Answers.value(answer)));
    }

    @DELETE
    @Path("/{domain}")
    @RolesAllowed(Roles.REPORTS_WRITE)
    @Operation(operationId = "deleteReportSuppression", summary = "Sends reports to the domain again")
    @APIResponse(responseCode = "204", description = "From now on.")
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_REQUEST)
    @APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
    public Uni<Void> delete(@RestPath String domain) {
        return reports.allow(Problems.domain(domain)).invoke(Answers::value).replaceWithVoid();
    }
}
