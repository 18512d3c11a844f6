package org.mailkeep.policy.api;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
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
import org.mailkeep.policy.app.ChangeKeys;
import org.mailkeep.policy.app.ConductRollovers.Request;

/** Changes of the keys of MX hosts, one step after the other. */
@Path("/v1/hosted-domains/{domain}/rollovers/{mxHost}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.POLICY_WRITE)
@SecurityRequirement(name = ApiDescription.BEARER, scopes = Roles.POLICY_WRITE)
@APIResponse(responseCode = "400", ref = ApiDescription.INVALID_DOMAIN)
@APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
@APIResponse(responseCode = "404", description = "The domain has no such host here (urn:mailkeep:problem:not-hosted).")
@Tag(name = "Rollovers", description = "Changes of the keys of MX hosts, one step after the other.")
class RolloverResource {

    private static final String HOST = "An MX host of the hosted domain.";

    private final ChangeKeys keys;

    RolloverResource(ChangeKeys keys) {
        this.keys = keys;
    }

    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = Calls.NO_STORE)
    @Operation(operationId = "getRollover", summary = "Where the change of keys stands, and what is to be done")
    @APIResponse(
            responseCode = "200",
            description = "Where it stands.",
            content = @Content(schema = @Schema(implementation = RolloverView.class)))
    public Uni<RolloverView> get(
            @Parameter(description = Calls.DOMAIN) @RestPath String domain,
            @Parameter(description = HOST) @RestPath String mxHost) {
        DomainName name = Problems.domain(domain);
        return keys.show(name, Problems.domain(mxHost)).map(outcome -> view(name, outcome));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = Calls.NO_STORE)
    @Operation(
            operationId = "askForRollover",
            summary = "Announces the next key, or asks whether the next step is safe")
    @APIResponse(
            responseCode = "200",
            description = "Yes; this is where it stands.",
            content = @Content(schema = @Schema(implementation = RolloverView.class)))
    @APIResponse(
            responseCode = "409",
            description = "No: it would break mail; the detail says why (urn:mailkeep:problem:unsafe-order).")
    public Uni<RolloverView> post(
            @Parameter(description = Calls.DOMAIN) @RestPath String domain,
            @Parameter(description = HOST) @RestPath String mxHost,
            RolloverView.@Nullable Wanted body) {
        DomainName name = Problems.domain(domain);
        RolloverView.Wanted wanted = Calls.present(body, "the body");
        Request request = Calls.read(wanted::toRequest);
        return keys.ask(name, Problems.domain(mxHost), request).map(outcome -> view(name, outcome));
    }

    private static RolloverView view(DomainName domain, ChangeKeys.Answer answer) {
        return switch (answer) {
            case ChangeKeys.Answer.Stands(var rollover) -> RolloverView.of(domain, rollover);
            case ChangeKeys.Answer.Refused(String why) ->
                throw Problems.problem(409, "unsafe-order", "This would break mail", why);
            case ChangeKeys.Answer.NoSuchHost() -> throw Calls.notHosted();
            case ChangeKeys.Answer.Unavailable() -> throw Calls.unavailable();
        };
    }
}
