package org.mailkeep.policy.api;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.problem.Problems;
import org.mailkeep.policy.app.FindCaa;
import org.mailkeep.policy.app.FindDmarc;
import org.mailkeep.policy.app.FindTlsRpt;

/** Records of a domain beside its TLS policy, judged. Answers come from the DNS cache. */
@Path("/v1/domains/{domain}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Records", description = "DMARC, CAA and TLSRPT records of any domain, with what is wrong with them.")
class DomainChecksResource {

    private final FindDmarc dmarc;
    private final FindCaa caa;
    private final FindTlsRpt tlsRpt;

    DomainChecksResource(FindDmarc dmarc, FindCaa caa, FindTlsRpt tlsRpt) {
        this.dmarc = dmarc;
        this.caa = caa;
        this.tlsRpt = tlsRpt;
    }

    @GET
    @Path("/dmarc")
    @PermitAll
    @Operation(operationId = "getDmarc", summary = "The DMARC policy for mail in the domain's name (RFC 9989)")
    @APIResponse(
            responseCode = "200",
            description = "The policy, and every name of the tree walk that found it.",
            content = @Content(schema = @Schema(implementation = DmarcView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_DOMAIN)
    public Uni<DmarcView> dmarc(@Parameter(description = Calls.DOMAIN) @RestPath String domain) {
        DomainName name = Problems.domain(domain);
        return dmarc.find(name).map(finding -> DmarcView.of(name, finding));
    }

    @GET
    @Path("/caa")
    @PermitAll
    @Operation(operationId = "getCaa", summary = "Who may issue certificates for the name (RFC 8659)")
    @APIResponse(
            responseCode = "200",
            description = "The records that count for the name, and what they allow.",
            content = @Content(schema = @Schema(implementation = CaaView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_DOMAIN)
    public Uni<CaaView> caa(
            @Parameter(description = Calls.DOMAIN) @RestPath String domain,
            @Parameter(description = "The issuer in use, for example letsencrypt.org: may it issue, and nobody else?")
                    @RestQuery
                    Optional<String> issuer) {
        DomainName name = Problems.domain(domain);
        Optional<DomainName> inUse = issuer.map(Problems::domain);
        return caa.find(name).map(decided -> CaaView.of(name, decided, inUse));
    }

    @GET
    @Path("/tlsrpt")
    @PermitAll
    @Operation(operationId = "getTlsRpt", summary = "Where the domain wants reports about TLS (RFC 8460)")
    @APIResponse(
            responseCode = "200",
            description = "The record as it stands.",
            content = @Content(schema = @Schema(implementation = TlsRptView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_DOMAIN)
    public Uni<TlsRptView> tlsRpt(@Parameter(description = Calls.DOMAIN) @RestPath String domain) {
        DomainName name = Problems.domain(domain);
        return tlsRpt.find(name).map(answer -> TlsRptView.of(name, answer));
    }
}
