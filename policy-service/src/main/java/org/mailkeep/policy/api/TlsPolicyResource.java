package org.mailkeep.policy.api;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.platform.problem.Problems;
import org.mailkeep.policy.app.ExplainPolicy;
import org.mailkeep.policy.app.PolicyLookup;
import org.mailkeep.policy.app.PurgePolicy;
import org.mailkeep.policy.app.RefreshPolicy;
import org.mailkeep.policy.domain.TlsPolicy;

/** A domain's TLS policy. */
@Path("/v1/domains/{domain}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "TLS policy", description = "How connections that deliver mail to a domain must be secured.")
class TlsPolicyResource {

    private static final String DOMAIN = "A domain name, in A-labels or U-labels.";
    private static final String NO_STORE = "no-store";

    /** The reason that events carry when somebody asked for the change over this API. */
    private static final String REASON = "operator";

    private final PolicyLookup lookup;
    private final ExplainPolicy explain;
    private final RefreshPolicy refresh;
    private final PurgePolicy purge;
    private final Clock clock;

    TlsPolicyResource(
            PolicyLookup lookup, ExplainPolicy explain, RefreshPolicy refresh, PurgePolicy purge, Clock clock) {
        this.lookup = lookup;
        this.explain = explain;
        this.refresh = refresh;
        this.purge = purge;
        this.clock = clock;
    }

    @GET
    @Path("/tls-policy")
    @PermitAll
    @Operation(operationId = "getTlsPolicy", summary = "The policy, as mail servers are told it")
    @APIResponse(
            responseCode = "200",
            description = "The policy; \"effective\" says what it amounts to.",
            content = @Content(schema = @Schema(implementation = TlsPolicyView.class)))
    @APIResponse(responseCode = "304", description = "It is still the one that If-None-Match names.")
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_DOMAIN)
    public Uni<Response> get(@Parameter(description = DOMAIN) @RestPath String domain, @Context Request request) {
        return lookup.lookup(Problems.domain(domain)).map(policy -> answer(policy, request));
    }

    @GET
    @Path("/tls-policy/explain")
    @PermitAll
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = NO_STORE)
    @Operation(
            operationId = "explainTlsPolicy",
            summary = "Why the policy is what it is",
            description = "Every DNS answer, each host's verdict, the rule that decided, and what would change it.")
    @APIResponse(
            responseCode = "200",
            description = "The policy with all that it rests on.",
            content = @Content(schema = @Schema(implementation = ExplanationView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_DOMAIN)
    public Uni<ExplanationView> explain(@Parameter(description = DOMAIN) @RestPath String domain) {
        return explain.explain(Problems.domain(domain))
                .map(explanation -> Views.of(
                        explanation, lookup.override(explanation.served().domain()), clock.instant()));
    }

    @POST
    @Path("/tls-policy/refresh")
    @RolesAllowed(Roles.POLICY_WRITE)
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = NO_STORE)
    @Operation(
            operationId = "refreshTlsPolicy",
            summary = "Evaluates anew",
            description = "An event goes out when the answer changed.")
    @SecurityRequirement(name = ApiDescription.BEARER, scopes = Roles.POLICY_WRITE)
    @APIResponse(
            responseCode = "200",
            description = "The policy as it is now.",
            content = @Content(schema = @Schema(implementation = TlsPolicyView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_DOMAIN)
    @APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    public Uni<TlsPolicyView> refresh(@Parameter(description = DOMAIN) @RestPath String domain) {
        return refresh.refresh(Problems.domain(domain), REASON).map(this::view);
    }

    @DELETE
    @Path("/tls-policy")
    @RolesAllowed(Roles.POLICY_WRITE)
    @Operation(operationId = "purgeTlsPolicy", summary = "Forgets the policy on every replica")
    @SecurityRequirement(name = ApiDescription.BEARER, scopes = Roles.POLICY_WRITE)
    @APIResponse(responseCode = "204", description = "It is forgotten; the next question evaluates the domain anew.")
    @APIResponse(
            responseCode = "202",
            description = "It is forgotten on the replica that answers; the others follow when PostgreSQL is back.")
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_DOMAIN)
    @APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    public Uni<RestResponse<Void>> purge(@Parameter(description = DOMAIN) @RestPath String domain) {
        return purge.purge(Problems.domain(domain), REASON).map(outcome -> switch (outcome) {
            case PurgePolicy.Outcome.Purged _ -> done(RestResponse.Status.NO_CONTENT);
            case PurgePolicy.Outcome.Deferred _ -> done(RestResponse.Status.ACCEPTED);
        });
    }

    /** Caches have to ask each time, since a purge must show at once; the tag spares the body. */
    private Response answer(TlsPolicy policy, Request request) {
        var tag = new EntityTag(policy.version() + "-" + millionths(policy.evaluatedAt()));
        var revalidate = new CacheControl();
        revalidate.setNoCache(true);
        revalidate.setNoTransform(false);
        return Optional.ofNullable(request.evaluatePreconditions(tag))
                .orElseGet(() -> Response.ok(view(policy)))
                .tag(tag)
                .cacheControl(revalidate)
                .build();
    }

    private TlsPolicyView view(TlsPolicy policy) {
        return Views.of(policy, lookup.override(policy.domain()), clock.instant());
    }

    private static RestResponse<Void> done(RestResponse.Status status) {
        return RestResponse.ResponseBuilder.<Void>create(status)
                .header(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .build();
    }

    private static String millionths(Instant time) {
        return Long.toString(time.getEpochSecond() * 1_000_000 + time.getNano() / 1000, Character.MAX_RADIX);
    }
}
