package org.mailkeep.keylookup.api;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.mailkeep.keylookup.domain.HkpSearch;

/** The read calls of a verifying keyserver (https://keys.openpgp.org/about/api), with Web Key Directories behind them. */
@Path("/vks/v1")
@Tag(name = "VKS")
class VksResource {

    private final Lookups lookups;

    VksResource(Lookups lookups) {
        this.lookups = lookups;
    }

    @GET
    @Path("/by-email/{email}")
    @PermitAll
    @Operation(operationId = "vksByEmail", summary = "The key of an address, in ASCII armor")
    @APIResponse(responseCode = "200", description = "The certificate, with one user ID.")
    @APIResponse(responseCode = "400", description = "This is no address.")
    @APIResponse(responseCode = "404", description = "There is no such key.")
    @APIResponse(responseCode = "503", description = "It cannot be told now.")
    public Uni<Response> byEmail(@RestPath String email) {
        return find(HkpSearch.of(email), HkpSearch.ByEmail.class);
    }

    @GET
    @Path("/by-fingerprint/{fingerprint}")
    @PermitAll
    @Operation(operationId = "vksByFingerprint", summary = "The certificate with a primary key or subkey")
    @APIResponse(responseCode = "200", description = "The certificate in ASCII armor.")
    @APIResponse(responseCode = "400", description = "This is no fingerprint.")
    @APIResponse(responseCode = "404", description = "There is no such key.")
    @APIResponse(responseCode = "503", description = "It cannot be told now.")
    public Uni<Response> byFingerprint(@RestPath String fingerprint) {
        return find(HkpSearch.of(fingerprint), HkpSearch.ByFingerprint.class);
    }

    @GET
    @Path("/by-keyid/{keyId}")
    @PermitAll
    @Operation(operationId = "vksByKeyId", summary = "A certificate with a key of this ID")
    @APIResponse(responseCode = "200", description = "The certificate in ASCII armor.")
    @APIResponse(responseCode = "400", description = "This is no key ID of 16 digits.")
    @APIResponse(responseCode = "404", description = "There is no such key.")
    @APIResponse(responseCode = "503", description = "It cannot be told now.")
    public Uni<Response> byKeyId(@RestPath String keyId) {
        return find(HkpSearch.of(keyId), HkpSearch.ByKeyId.class);
    }

    private Uni<Response> find(HkpSearch search, Class<? extends HkpSearch> expected) {
        return expected.isInstance(search)
                ? lookups.find(search).map(PlainAnswers::of)
                : Uni.createFrom().item(PlainAnswers.text(400, "This is not what this call looks for."));
    }
}
