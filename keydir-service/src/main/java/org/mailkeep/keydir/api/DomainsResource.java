package org.mailkeep.keydir.api;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.mailkeep.keydir.api.DomainViews.DomainView;
import org.mailkeep.keydir.api.DomainViews.NewDomain;
import org.mailkeep.keydir.app.PutDomain;
import org.mailkeep.keydir.app.ReadDirectory;
import org.mailkeep.keydir.app.VerifyDomain;
import org.mailkeep.keydir.domain.served.DirectoryDomain;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.platform.problem.Problems;

/** For which domains the directory answers. */
@Path("/v1/domains")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.KEYDIR_WRITE)
@SecurityRequirement(name = ApiDescription.BEARER, scopes = Roles.KEYDIR_WRITE)
@APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
@APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
@Tag(name = "Domains", description = "For which domains the directory answers.")
class DomainsResource {

    private final PutDomain putDomain;
    private final VerifyDomain verifyDomain;
    private final ReadDirectory directory;
    private final SecurityIdentity caller;

    DomainsResource(PutDomain putDomain, VerifyDomain verifyDomain, ReadDirectory directory, SecurityIdentity caller) {
        this.putDomain = putDomain;
        this.verifyDomain = verifyDomain;
        this.directory = directory;
        this.caller = caller;
    }

    @Schema(name = "Domains")
    record Page(List<DomainView> domains) {}

    @GET
    @Operation(operationId = "listDomains", summary = "All domains, in the order of their names")
    @APIResponse(
            responseCode = "200",
            description = "A page of domains.",
            content = @Content(schema = @Schema(implementation = Page.class)))
    public Uni<RestResponse<Page>> list(
            @RestQuery @Nullable Integer limit, @RestQuery @Nullable String cursor, @Context UriInfo request) {
        int count = Requests.limit(limit);
        return Refusals.orProblem(directory.domains(Paging.after(cursor, ""), count))
                .map(domains -> Paging.answer(
                        domains,
                        count,
                        domain -> domain.name().value(),
                        new Page(domains.stream().map(this::view).toList()),
                        request));
    }

    @GET
    @Path("/{domain}")
    @Operation(operationId = "getDomain", summary = "A domain, how it stands, and what to put into DNS")
    @APIResponse(
            responseCode = "200",
            description = "The domain.",
            content = @Content(schema = @Schema(implementation = DomainView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    public Uni<DomainView> get(@RestPath String domain) {
        return Refusals.orProblem(directory.domain(Problems.domain(domain)))
                .map(known -> known.map(this::view).orElseThrow(Refusals::domainNotFound));
    }

    @PUT
    @Path("/{domain}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putDomain",
            summary = "Tells the directory of a domain",
            description = "Its kind never changes. A custom domain is looked at in DNS soon, and again and again.")
    @APIResponse(
            responseCode = "200",
            description = "It was known as that.",
            content = @Content(schema = @Schema(implementation = DomainView.class)))
    @APIResponse(
            responseCode = "201",
            description = "It is known from now on.",
            content = @Content(schema = @Schema(implementation = DomainView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID)
    @APIResponse(responseCode = "409", ref = ApiDescription.REFUSED)
    @APIResponse(responseCode = "422", ref = ApiDescription.REFUSED)
    public Uni<RestResponse<DomainView>> put(@RestPath String domain, @Nullable NewDomain body) {
        return Refusals.orProblem(putDomain.put(
                        Problems.domain(domain),
                        kind(body),
                        caller.getPrincipal().getName()))
                .map(outcome -> switch (outcome) {
                    case PutDomain.Outcome.Known known ->
                        RestResponse.status(
                                known.added() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                                view(known.domain()));
                    case PutDomain.Outcome.KindIsFixed fixed ->
                        throw Problems.problem(
                                409,
                                "domain-kind-fixed",
                                "Kind is fixed",
                                "The domain is known as "
                                        + fixed.domain().kind().word()
                                        + ", and stays so: what protects its addresses must not be lifted.");
                    case PutDomain.Outcome.NotServable not ->
                        throw Problems.problem(
                                422, "domain-not-servable", "Domain cannot be served", sentence(not.why()));
                });
    }

    @POST
    @Path("/{domain}/verification")
    @Operation(operationId = "verifyDomain", summary = "Looks at DNS now for a custom domain's proof")
    @APIResponse(
            responseCode = "200",
            description = "The domain as it stands after the look.",
            content = @Content(schema = @Schema(implementation = DomainView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    public Uni<DomainView> verify(@RestPath String domain) {
        return Refusals.orProblem(verifyDomain.verify(
                        Problems.domain(domain), caller.getPrincipal().getName()))
                .map(known -> known.map(this::view).orElseThrow(Refusals::domainNotFound));
    }

    private DomainView view(DirectoryDomain domain) {
        return DomainViews.of(domain, directory.ourHost());
    }

    private static DirectoryDomain.Kind kind(@Nullable NewDomain body) {
        for (DirectoryDomain.Kind kind : DirectoryDomain.Kind.values()) {
            if (body != null && kind.word().equals(body.kind())) {
                return kind;
            }
        }
        throw Requests.invalid("invalid-request", "Invalid request", "The kind is own or custom.");
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }
}
