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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.platform.problem.Problems;
import org.mailkeep.report.app.Incidents;
import org.mailkeep.report.app.ShowProbes;
import org.mailkeep.report.app.ShowTotals;

/** What reports tell of a domain's own policies. */
@Path("/v1/domains/{domain}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.REPORTS_READ)
@SecurityRequirement(name = ApiDescription.BEARER, scopes = Roles.REPORTS_READ)
@Tag(name = "Policies", description = "What reports tell of a domain's own policies.")
@APIResponse(responseCode = "400", ref = ApiDescription.INVALID_REQUEST)
@APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
@APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
class PolicyInsightResource {

    private final Incidents incidents;
    private final ShowTotals totals;
    private final ShowProbes probes;
    private final Clock clock;

    PolicyInsightResource(Incidents incidents, ShowTotals totals, ShowProbes probes, Clock clock) {
        this.incidents = incidents;
        this.totals = totals;
        this.probes = probes;
        this.clock = clock;
    }

    @GET
    @Path("/policy-readiness")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    @Operation(
            operationId = "getPolicyReadiness",
            summary = "What MTA-STS enforce or DANE would have blocked in the last 30 days",
            description = "By verified reports alone.")
    @APIResponse(
            responseCode = "200",
            description = "A verdict for each, and what stands in its way.",
            content = @Content(schema = @Schema(implementation = PolicyReadinessView.class)))
    public Uni<PolicyReadinessView> readiness(@RestPath String domain) {
        DomainName name = Problems.domain(domain);
        return incidents
                .readiness(name)
                .map(answer -> PolicyReadinessView.of(name, Incidents.DAYS, Answers.value(answer)));
    }

    @GET
    @Path("/stale-policies")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    @Operation(
            operationId = "getStalePolicies",
            summary = "Which MTA-STS policy each sender went by in the last 14 days",
            description = "Each sender counts once, by what it said last; by verified reports alone.")
    @APIResponse(
            responseCode = "200",
            description = "The policies and their shares.",
            content = @Content(schema = @Schema(implementation = StalePoliciesView.class)))
    public Uni<StalePoliciesView> stalePolicies(@RestPath String domain) {
        DomainName name = Problems.domain(domain);
        return incidents
                .policies(name)
                .map(answer -> StalePoliciesView.of(name, Incidents.STALE_DAYS, Answers.value(answer)));
    }

    @GET
    @Path("/policies")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    @Operation(
            operationId = "getDomainPolicies",
            summary = "The policies that senders saw, held against those that are there now",
            description = "What is there now is what the last probe of policy-service saw.")
    @APIResponse(
            responseCode = "200",
            description = "The policies.",
            content = @Content(schema = @Schema(implementation = DomainPoliciesView.class)))
    public Uni<DomainPoliciesView> policies(@RestPath String domain, @BeanParam RangeQuery query) {
        DomainName name = Problems.domain(domain);
        return Uni.combine()
                .all()
                .unis(totals.policies(name, query.range(clock), query.verified), probes.domain(name))
                .with((seen, probe) -> DomainPoliciesView.of(name, Answers.value(seen), Answers.value(probe)));
    }

    @GET
    @Path("/changes")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    @Operation(
            operationId = "listDomainChanges",
            summary = "What changed about the domain and its hosts, the earliest first",
            description = "Certificates, TLSA records and policies, as probes and events told; the latest 500.")
    @APIResponse(
            responseCode = "200",
            description = "The changes.",
            content = @Content(schema = @Schema(implementation = DomainChangeView[].class)))
    public Uni<List<DomainChangeView>> changes(
            @RestPath String domain,
            @Parameter(description = "A day, or a time in RFC 3339; 30 days ago where it is missing.")
                    @RestQuery
                    @Nullable String from,
            @Parameter(description = "The same; a day counts whole; now where it is missing.") @RestQuery @Nullable String to) {
        Instant last = Times.time(to, 1).orElseGet(clock::instant);
        Instant first = Times.time(from, 0).orElseGet(() -> last.minus(Incidents.DAYS, ChronoUnit.DAYS));
        return incidents
                .changes(Problems.domain(domain), first, last)
                .map(answer ->
                        Answers.value(answer).stream().map(DomainChangeView::of).toList());
    }
}
