package org.mailkeep.policy.api;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.platform.problem.Problems;
import org.mailkeep.policy.app.HostDomain;
import org.mailkeep.policy.app.HostDomain.Outcome;
import org.mailkeep.policy.domain.hosted.HostedChange;
import org.mailkeep.policy.domain.hosted.HostedDomain;
import org.mailkeep.policy.domain.hosted.Lint;

/** Domains whose inbound mail we take. */
@Path("/v1/hosted-domains/{domain}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.POLICY_WRITE)
@SecurityRequirement(name = ApiDescription.BEARER, scopes = Roles.POLICY_WRITE)
@APIResponse(responseCode = "400", ref = ApiDescription.INVALID_DOMAIN)
@APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
@Tag(name = "Hosted domains", description = "Domains whose inbound mail we take.")
class HostedDomainResource {

    private static final String REVISION = "The ETag of what is to be changed.";

    private final HostDomain host;

    HostedDomainResource(HostDomain host) {
        this.host = host;
    }

    @GET
    @Operation(operationId = "getHostedDomain", summary = "What is hosted, and how far it has come")
    @APIResponse(
            responseCode = "200",
            description = "The domain, with what the lint says of it now.",
            content = @Content(schema = @Schema(implementation = HostedDomainView.class)))
    @APIResponse(responseCode = "404", description = "It is not hosted (urn:mailkeep:problem:not-hosted).")
    public Uni<Response> get(@Parameter(description = Calls.DOMAIN) @RestPath String domain) {
        return host.show(Problems.domain(domain)).map(HostedDomainResource::response);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putHostedDomain",
            summary = "Hosts a domain, or changes it",
            description = "A new policy text is served by every replica before its id is shown as the one to publish.")
    @APIResponse(
            responseCode = "200",
            description = "It is changed.",
            content = @Content(schema = @Schema(implementation = HostedDomainView.class)))
    @APIResponse(
            responseCode = "201",
            description = "It is hosted from now on.",
            content = @Content(schema = @Schema(implementation = HostedDomainView.class)))
    @APIResponse(
            responseCode = "412",
            description = "It was changed meanwhile (urn:mailkeep:problem:changed-meanwhile).")
    @APIResponse(
            responseCode = "422",
            description = "The policy would harm the domain's mail; the detail says how"
                    + " (urn:mailkeep:problem:policy-refused).")
    @APIResponse(
            responseCode = "428",
            description = "It is hosted already, and If-Match is missing (urn:mailkeep:problem:revision-needed).")
    public Uni<Response> put(
            @Parameter(description = Calls.DOMAIN) @RestPath String domain,
            @Parameter(description = REVISION) @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            HostedDomainView.@Nullable Wanted body) {
        DomainName name = Problems.domain(domain);
        HostedDomainView.Wanted asked = Calls.present(body, "the body");
        HostedDomain wanted = Calls.read(() -> asked.toDomain(name));
        return host.put(wanted, Calls.revision(ifMatch)).map(HostedDomainResource::response);
    }

    @DELETE
    @Operation(
            operationId = "leaveHostedDomain",
            summary = "Leaves a domain",
            description = "A policy of mode none is served until senders have forgotten the one before.")
    @APIResponse(
            responseCode = "200",
            description = "It is being left.",
            content = @Content(schema = @Schema(implementation = HostedDomainView.class)))
    @APIResponse(responseCode = "404", description = "It is not hosted (urn:mailkeep:problem:not-hosted).")
    @APIResponse(
            responseCode = "412",
            description = "It was changed meanwhile (urn:mailkeep:problem:changed-meanwhile).")
    public Uni<Response> delete(
            @Parameter(description = Calls.DOMAIN) @RestPath String domain,
            @Parameter(description = REVISION) @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return host.leave(Problems.domain(domain), Calls.revision(ifMatch)).map(HostedDomainResource::response);
    }

    private static Response response(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Shown shown ->
                Response.status(shown.created() ? Response.Status.CREATED : Response.Status.OK)
                        .entity(HostedDomainView.of(shown.hosted(), shown.findings()))
                        .tag(new EntityTag(Long.toString(shown.hosted().revision())))
                        .header(HttpHeaders.CACHE_CONTROL, Calls.NO_STORE)
                        .build();
            case Outcome.Refused(var findings) ->
                throw Problems.problem(
                        422,
                        "policy-refused",
                        "The policy would harm the domain's mail",
                        findings.stream()
                                .filter(finding -> finding.severity() == Lint.Severity.REFUSE)
                                .map(Lint.Finding::text)
                                .collect(Collectors.joining(" ")));
            case Outcome.Unchanged(var why) -> throw unchanged(why);
            case Outcome.Unavailable() -> throw Calls.unavailable();
        };
    }

    private static RuntimeException unchanged(HostedChange.NotMade why) {
        return switch (why) {
            case HostedChange.Conflict() ->
                Problems.problem(
                        412,
                        "changed-meanwhile",
                        "Changed meanwhile",
                        "The domain is not at the revision that If-Match names; read it again.");
            case HostedChange.RevisionNeeded() ->
                Problems.problem(
                        428,
                        "revision-needed",
                        "If-Match is missing",
                        "The domain is hosted already: say by If-Match which revision is to be changed.");
            case HostedChange.Missing() -> Calls.notHosted();
        };
    }
}
