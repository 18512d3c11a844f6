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
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.platform.problem.Problems;
import org.mailkeep.report.app.ShowFailures;
import org.mailkeep.report.app.ShowProbes;
import org.mailkeep.report.domain.dashboard.Dimension;
import org.mailkeep.report.domain.dashboard.FailureFilter;

/** One mail host across the domains whose mail it takes. */
@Path("/v1/mx-hosts/{host}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.REPORTS_READ)
@SecurityRequirement(name = ApiDescription.BEARER, scopes = Roles.REPORTS_READ)
@Tag(name = "Totals")
@APIResponse(responseCode = "400", ref = ApiDescription.INVALID_REQUEST)
@APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
@APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
class MxHostResource {

    private final ShowFailures failures;
    private final ShowProbes probes;
    private final Clock clock;

    MxHostResource(ShowFailures failures, ShowProbes probes, Clock clock) {
        this.failures = failures;
        this.probes = probes;
        this.clock = clock;
    }

    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    @Operation(
            operationId = "getMxHost",
            summary = "A mail host: reported failures, and its addresses, certificates and TLSA records as probed last")
    @APIResponse(
            responseCode = "200",
            description = "What is known of it.",
            content = @Content(schema = @Schema(implementation = MxHostView.class)))
    public Uni<MxHostView> get(@RestPath String host, @BeanParam RangeQuery query) {
        String name = Problems.domain(host).value();
        var filter = new FailureFilter(query.range(clock), query.verified, Map.of(Dimension.MX, name));
        return Uni.combine()
                .all()
                .unis(probes.host(name), failures.picture(filter))
                .with((probed, reported) -> MxHostView.of(name, Answers.value(probed), Answers.value(reported)));
    }
}
