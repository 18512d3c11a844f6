package org.mailkeep.keydir.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.mailkeep.keydir.api.ImportViews.Reply;
import org.mailkeep.keydir.app.ImportAccounts;
import org.mailkeep.platform.auth.Roles;

/** Accounts and keys in bulk. */
@Path(ImportsResource.PATH)
@RolesAllowed(Roles.KEYDIR_WRITE)
@Tag(name = "Imports", description = "Accounts and keys in bulk.")
class ImportsResource {

    static final String PATH = "/v1/imports";

    /** Each holds a thread while it waits for its sender. */
    private static final int AT_ONCE = 4;

    private final ImportAccounts imports;
    private final ObjectMapper json;
    private final SecurityIdentity caller;
    private final Semaphore underWay = new Semaphore(AT_ONCE);

    ImportsResource(ImportAccounts imports, ObjectMapper json, SecurityIdentity caller) {
        this.imports = imports;
        this.json = json;
        this.caller = caller;
    }

    @POST
    @Blocking
    @Consumes(ApiDescription.NDJSON)
    @Produces(ApiDescription.NDJSON)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "importAccounts",
            summary = "Brings accounts in with their addresses and keys, a line each",
            description =
                    "Lines are done one after the other, and answered while more are sent. A line that is sent again"
                            + " changes nothing, so an import that broke off is simply sent again.")
    @SecurityRequirement(name = ApiDescription.BEARER, scopes = Roles.KEYDIR_WRITE)
    @RequestBody(
            content =
                    @Content(
                            mediaType = ApiDescription.NDJSON,
                            schema = @Schema(implementation = ImportViews.LineBody.class)))
    @APIResponse(
            responseCode = "200",
            description = "A line for each line, for the progress every 1000 lines, and at the end.",
            content = @Content(mediaType = ApiDescription.NDJSON, schema = @Schema(implementation = Reply.class)))
    @APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
    public Multi<Reply> run(InputStream body) {
        if (!underWay.tryAcquire()) {
            throw Refusals.unavailable("Other imports are under way; try again when they are done.");
        }
        return new ImportRun(imports, json, body, caller.getPrincipal().getName())
                .replies()
                .onTermination()
                .invoke(() -> underWay.release());
    }
}
