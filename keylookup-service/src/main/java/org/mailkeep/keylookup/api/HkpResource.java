package org.mailkeep.keylookup.api;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.mailkeep.keylookup.domain.HkpIndex;
import org.mailkeep.keylookup.domain.HkpSearch;
import org.mailkeep.openpgp.AcceptancePolicy;

/** The interface of keyservers that GnuPG and Sequoia speak (draft-ietf-openpgp-hkp), with Web Key Directories behind it. */
@Path("/pks")
@Tag(name = "HKP")
class HkpResource {

    private final Lookups lookups;
    private final AcceptancePolicy policy;
    private final Clock clock;

    HkpResource(Lookups lookups, AcceptancePolicy policy, Clock clock) {
        this.lookups = lookups;
        this.policy = policy;
        this.clock = clock;
    }

    @GET
    @Path("/lookup")
    @PermitAll
    @Operation(operationId = "hkpLookup", summary = "One certificate, or its machine-readable index")
    @APIResponse(responseCode = "200", description = "The certificate in ASCII armor, or lines of info, pub and uid.")
    @APIResponse(
            responseCode = "400",
            description = "The search is not for an address, a fingerprint or a long key ID.")
    @APIResponse(responseCode = "404", description = "There is no such key.")
    @APIResponse(responseCode = "501", description = "The operation is not offered.")
    @APIResponse(responseCode = "503", description = "It cannot be told now.")
    public Uni<Response> lookup(
            @Parameter(description = "get or index") @RestQuery @Nullable String op,
            @RestQuery @Nullable String search) {
        String operation = Optional.ofNullable(op).orElse("");
        if (!operation.equals("get") && !operation.equals("index")) {
            return Uni.createFrom().item(PlainAnswers.text(501, "Only the operations get and index are offered."));
        }
        HkpSearch wanted = HkpSearch.of(Optional.ofNullable(search).orElse(""));
        return lookups.find(wanted)
                .map(outcome -> outcome instanceof Lookups.Outcome.Found found && operation.equals("index")
                        ? PlainAnswers.of(
                                MediaType.TEXT_PLAIN, HkpIndex.of(found.certificate(), clock.instant(), policy))
                        : PlainAnswers.of(outcome));
    }

    @POST
    @Path("/add")
    @PermitAll
    @Operation(operationId = "hkpAdd", summary = "Refused: keys are published elsewhere")
    @APIResponse(responseCode = "403", description = "Nothing is taken here.")
    public Response add() {
        return PlainAnswers.text(
                403,
                "This service takes no keys: publish yours in your provider's Web Key Directory or on keys.openpgp.org.");
    }
}
