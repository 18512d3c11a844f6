package org.mailkeep.policy.api;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
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
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.platform.problem.Problems;
import org.mailkeep.policy.app.OverridePolicy;
import org.mailkeep.policy.domain.override.OperatorOverride;

/** What operators decide about a domain for a time. */
@Path("/v1/overrides/{domain}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.POLICY_WRITE)
@SecurityRequirement(name = ApiDescription.BEARER, scopes = Roles.POLICY_WRITE)
@APIResponse(responseCode = "400", ref = ApiDescription.INVALID_DOMAIN)
@APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
@Tag(name = "Overrides", description = "What operators decide about a domain for a time.")
class OverrideResource {

    private final OverridePolicy overrides;
    private final SecurityIdentity caller;
    private final Clock clock;

    OverrideResource(OverridePolicy overrides, SecurityIdentity caller, Clock clock) {
        this.overrides = overrides;
        this.caller = caller;
        this.clock = clock;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = Calls.NO_STORE)
    @Operation(
            operationId = "putOverride",
            summary = "Mail servers are told something else, for a time",
            description = "It ends by itself: at its time, or when the domain has been healthy for a day.")
    @APIResponse(
            responseCode = "200",
            description = "The override, in force now.",
            content = @Content(schema = @Schema(implementation = OverrideView.class)))
    @APIResponse(responseCode = "409", description = "There are too many (urn:mailkeep:problem:too-many-overrides).")
    public Uni<OverrideView> put(
            @Parameter(description = Calls.DOMAIN) @RestPath String domain, OverrideView.@Nullable Wanted body) {
        DomainName name = Problems.domain(domain);
        OverrideView.Wanted wanted = Calls.present(body, "the body");
        Instant now = clock.instant();
        OperatorOverride override = Calls.read(() -> new OperatorOverride(
                name,
                wanted.effect(),
                wanted.until(),
                Calls.present(wanted.reason(), "reason"),
                who(),
                now,
                Optional.empty()));
        return overrides.set(override).map(outcome -> switch (outcome) {
            case DONE -> OverrideView.of(override);
            case TOO_MANY ->
                throw Problems.problem(
                        409, "too-many-overrides", "Too many overrides", "There are too many overrides already.");
            case NONE_THERE, UNAVAILABLE -> throw Calls.unavailable();
        });
    }

    @DELETE
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = Calls.NO_STORE)
    @Operation(operationId = "deleteOverride", summary = "Ends an override")
    @APIResponse(responseCode = "204", description = "It has ended.")
    @APIResponse(responseCode = "404", description = "There is none (urn:mailkeep:problem:no-override).")
    public Uni<Void> delete(@Parameter(description = Calls.DOMAIN) @RestPath String domain) {
        return overrides.remove(Problems.domain(domain), who()).map(outcome -> switch (outcome) {
            case DONE -> null;
            case NONE_THERE ->
                throw Problems.problem(404, "no-override", "No override", "There is no override for this domain.");
            case TOO_MANY, UNAVAILABLE -> throw Calls.unavailable();
        });
    }

    private String who() {
        return caller.getPrincipal().getName();
    }
}
