package org.mailkeep.report.api;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.platform.problem.Problems;
import org.mailkeep.report.app.AcceptReport;
import org.mailkeep.report.app.AcceptReport.Acceptance;
import org.mailkeep.report.app.HostedDomains;
import org.mailkeep.report.domain.Arrival.Payload;
import org.mailkeep.report.domain.Arrival.Transport;
import org.mailkeep.report.domain.Body;

/** The ways in over HTTP. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Intake", description = "Reports are kept before they are answered, whatever is in them.")
class IntakeResource {

    private final AcceptReport accept;
    private final HostedDomains domains;

    IntakeResource(AcceptReport accept, HostedDomains domains) {
        this.accept = accept;
        this.domains = domains;
    }

    @POST
    @Path("/tlsrpt")
    @PermitAll
    @Consumes({
        "application/tlsrpt+gzip",
        "application/tlsrpt+json",
        "application/gzip",
        "application/json",
        "application/octet-stream"
    })
    @Operation(operationId = "postTlsReport", summary = "Takes a TLS report (RFC 8460 §5.4)")
    @APIResponse(
            responseCode = "201",
            description = "It is new.",
            content = @Content(schema = @Schema(implementation = IntakeView.class)))
    @APIResponse(responseCode = "200", description = "It was here before, or another one has its id.")
    @APIResponse(responseCode = "202", description = "It is kept, and processed later or looked at by somebody.")
    @APIResponse(responseCode = "413", ref = ApiDescription.TOO_LARGE)
    @APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
    public Uni<Response> post(byte[] report) {
        return take(Transport.HTTPS, Payload.REPORT, Optional.empty(), report);
    }

    @POST
    @Path("/tlsrpt/{token}")
    @PermitAll
    @Consumes({
        "application/tlsrpt+gzip",
        "application/tlsrpt+json",
        "application/gzip",
        "application/json",
        "application/octet-stream"
    })
    @Operation(
            operationId = "postTlsReportOnSecretPath",
            summary = "Takes a TLS report on the secret path of a domain",
            description = "Reports about that domain alone count as verified. With an unknown token, as without one.")
    @APIResponse(
            responseCode = "201",
            description = "It is new.",
            content = @Content(schema = @Schema(implementation = IntakeView.class)))
    @APIResponse(responseCode = "200", description = "It was here before, or another one has its id.")
    @APIResponse(responseCode = "202", description = "It is kept, and processed later or looked at by somebody.")
    @APIResponse(responseCode = "413", ref = ApiDescription.TOO_LARGE)
    @APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
    public Uni<Response> postOnSecretPath(@RestPath String token, byte[] report) {
        return take(Transport.HTTPS, Payload.REPORT, domains.ofToken(token), report);
    }

    @POST
    @Path("/messages")
    @RolesAllowed(Roles.REPORTS_READ)
    @Consumes("message/rfc822")
    @Operation(operationId = "postMessage", summary = "Takes a mail with TLS or DMARC aggregate reports")
    @SecurityRequirement(name = ApiDescription.BEARER, scopes = Roles.REPORTS_READ)
    @APIResponse(
            responseCode = "201",
            description = "At least one report in it is new.",
            content = @Content(schema = @Schema(implementation = IntakeView.class)))
    @APIResponse(responseCode = "200", description = "They were here before, or others have their ids.")
    @APIResponse(responseCode = "202", description = "It is kept, and processed later or looked at by somebody.")
    @APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "413", ref = ApiDescription.TOO_LARGE)
    @APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
    public Uni<Response> postMessage(byte[] message) {
        return take(Transport.REST, Payload.MESSAGE, Optional.empty(), message);
    }

    private Uni<Response> take(Transport transport, Payload payload, Optional<DomainName> vouchedFor, byte[] bytes) {
        return accept.accept(transport, payload, vouchedFor, Body.of(bytes)).map(acceptance -> switch (acceptance) {
            case Acceptance.Processed processed -> answer(IntakeView.of(processed.outcomes()));
            case Acceptance.Spooled _ -> answer(IntakeView.SPOOLED);
            case Acceptance.TooLarge(int limit) ->
                throw Problems.problem(413, "too-large", "Too large", "No more than " + limit + " octets are taken.");
            case Acceptance.NotKept _ ->
                throw Answers.unavailable("The report could not be kept; send it again later.");
        });
    }

    private static Response answer(IntakeView view) {
        return Response.status(view.status())
                .entity(view)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
