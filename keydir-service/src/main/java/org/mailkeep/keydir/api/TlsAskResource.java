package org.mailkeep.keydir.api;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.keydir.app.AllowCertificate;

/** Asked by a web server in front before it gets a certificate, as Caddy's on-demand TLS does. */
@Path("/v1/tls-ask")
@PermitAll
@Tag(name = "Certificates", description = "On-demand certificates for the hosts of served domains.")
class TlsAskResource {

    private final AllowCertificate allowCertificate;

    TlsAskResource(AllowCertificate allowCertificate) {
        this.allowCertificate = allowCertificate;
    }

    @GET
    @Operation(
            operationId = "askForCertificate",
            summary = "Whether a certificate for a host name is ours to get",
            description = "Yes for openpgpkey. and mta-sts. of domains that are served now, up to a limit per day.")
    @APIResponse(responseCode = "200", description = "It is.")
    @APIResponse(responseCode = "404", description = "It is not, or not today.")
    public Uni<RestResponse<Void>> ask(@RestQuery @Nullable String domain) {
        return DomainName.parse(domain == null ? "" : domain)
                .map(allowCertificate::isAllowed)
                .orElseGet(() -> Uni.createFrom().item(false))
                .map(allowed -> allowed ? RestResponse.ok() : RestResponse.<Void>status(RestResponse.Status.NOT_FOUND));
    }
}
