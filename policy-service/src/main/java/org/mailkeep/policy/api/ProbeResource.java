package org.mailkeep.policy.api;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.platform.problem.Problems;
import org.mailkeep.policy.app.JudgePresented;
import org.mailkeep.policy.app.ProbeDomain;
import org.mailkeep.policy.domain.verification.Presented;

/** Whether MX hosts do what the policy demands. */
@Path("/v1/domains/{domain}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Verification", description = "Whether MX hosts do what the policy demands.")
class ProbeResource {

    private static final String REASON = "operator";

    private final JudgePresented judge;
    private final ProbeDomain probe;

    ProbeResource(JudgePresented judge, ProbeDomain probe) {
        this.judge = judge;
        this.probe = probe;
    }

    @Schema(
            name = "PresentedChain",
            requiredProperties = {"mxHost", "chain"})
    record PresentedChain(
            @Schema(description = "The MX host that presented it.") @Nullable String mxHost,

            @Schema(description = "Certificates in PEM, the host's own first; eight are looked at.") @Nullable List<String> chain) {}

    @POST
    @Path("/verifications")
    @PermitAll
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = Calls.NO_STORE)
    @Operation(
            operationId = "verifyChain",
            summary = "Does this chain satisfy the policy?",
            description = "DANE (RFC 7672 §3) or MTA-STS (RFC 8461 §4), whichever the policy demands of the host.")
    @APIResponse(
            responseCode = "200",
            description = "The verdict.",
            content = @Content(schema = @Schema(implementation = VerdictView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_DOMAIN)
    public Uni<VerdictView> verify(
            @Parameter(description = Calls.DOMAIN) @RestPath String domain, @Nullable PresentedChain body) {
        PresentedChain presented = Calls.present(body, "the body");
        DomainName host = Problems.domain(Calls.present(presented.mxHost(), "mxHost"));
        List<byte[]> chain = Calls.present(presented.chain(), "chain").stream()
                .map(pem -> Calls.present(pem, "a certificate").getBytes(StandardCharsets.UTF_8))
                .toList();
        return judge.judge(Problems.domain(domain), host, Presented.read(chain)).map(VerdictView::of);
    }

    @POST
    @Path("/probes")
    @RolesAllowed(Roles.POLICY_PROBE)
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = Calls.NO_STORE)
    @Operation(
            operationId = "probeDomain",
            summary = "Connects to every MX host and looks",
            description = "SMTP greeting, EHLO, STARTTLS, TLS, QUIT; no mail is sent. An event tells of it.")
    @SecurityRequirement(name = ApiDescription.BEARER, scopes = Roles.POLICY_PROBE)
    @APIResponse(
            responseCode = "200",
            description = "What was seen.",
            content = @Content(schema = @Schema(implementation = ProbeView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_DOMAIN)
    @APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    public Uni<ProbeView> probe(@Parameter(description = Calls.DOMAIN) @RestPath String domain) {
        return probe.probe(Problems.domain(domain), REASON, Duration.ZERO).map(ProbeView::of);
    }
}
