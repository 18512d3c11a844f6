package org.mailkeep.report.api;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.platform.problem.Problems;
import org.mailkeep.report.app.ShowDmarc;
import org.mailkeep.report.app.ShowIntake;

/** What DMARC reports amount to, and what came in. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.REPORTS_READ)
@SecurityRequirement(name = ApiDescription.BEARER, scopes = Roles.REPORTS_READ)
@Tag(name = "Totals")
@APIResponse(responseCode = "400", ref = ApiDescription.INVALID_REQUEST)
@APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
@APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
class SummariesResource {

    private static final String NO_STORE = "no-store";

    private final ShowDmarc dmarc;
    private final ShowIntake intake;
    private final Clock clock;

    SummariesResource(ShowDmarc dmarc, ShowIntake intake, Clock clock) {
        this.dmarc = dmarc;
        this.intake = intake;
        this.clock = clock;
    }

    @GET
    @Path("/dmarc-summary")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = NO_STORE)
    @Operation(
            operationId = "getDmarcSummary",
            summary = "Messages in the name of our domains by day, disposition, domain and source")
    @APIResponse(
            responseCode = "200",
            description = "The counts.",
            content = @Content(schema = @Schema(implementation = DmarcSummaryView.class)))
    public Uni<DmarcSummaryView> dmarc(
            @Parameter(description = "One domain with its sources; all of them where it is missing.")
                    @RestQuery
                    @Nullable String domain,
            @BeanParam RangeQuery query) {
        return dmarc.picture(
                        Optional.ofNullable(domain).map(Problems::domain).map(DomainName::value),
                        query.range(clock),
                        query.verified)
                .map(answer -> DmarcSummaryView.of(Answers.value(answer)));
    }

    @GET
    @Path("/intake")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = NO_STORE)
    @Operation(operationId = "getIntakeSummary", summary = "What came in by which way, and what waits")
    @APIResponse(
            responseCode = "200",
            description = "The counts.",
            content = @Content(schema = @Schema(implementation = IntakeSummaryView.class)))
    public Uni<IntakeSummaryView> intake(
            @Parameter(description = "The first day; 30 days where it is missing.") @RestQuery @Nullable String from,
            @Parameter(description = "The last day; today where it is missing.") @RestQuery @Nullable String to) {
        return intake.picture(Times.range(from, to, clock)).map(answer -> IntakeSummaryView.of(Answers.value(answer)));
    }
}
