package org.mailkeep.keylookup.api;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.app.DecidePin;
import org.mailkeep.keylookup.app.FindKey;
import org.mailkeep.keylookup.domain.Pin.Verdict;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.platform.problem.Problems;

/** Decisions on keys that would take a pinned one's place. */
@Path("/v1/pins")
@Tag(name = "Pins")
@Produces(MediaType.APPLICATION_JSON)
class PinsResource {

    private final DecidePin decidePin;
    private final FindKey findKey;

    PinsResource(DecidePin decidePin, FindKey findKey) {
        this.decidePin = decidePin;
        this.findKey = findKey;
    }

    /** What somebody decides. */
    @Schema(name = "PinDecision")
    record Decision(
            @Nullable @Schema(
                    required = true,
                    enumeration = {"accept", "reject"})
            String decision,

            @Nullable @Schema(required = true, description = "The candidate that is meant.")
            String fingerprint) {}

    @POST
    @Path("/{email}/decision")
    @RolesAllowed(Roles.KEYLOOKUP_WRITE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "decidePin", summary = "Accepts or rejects a changed key")
    @SecurityRequirement(name = ApiDescription.BEARER, scopes = Roles.KEYLOOKUP_WRITE)
    @APIResponse(responseCode = "200", description = "It is decided; this is the answer from now on.")
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_ADDRESS)
    @APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "409", description = "The key is no candidate for the address, or not any more.")
    @APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
    public Uni<KeyView> decide(@RestPath String email, @Nullable Decision body, @Context SecurityContext caller) {
        EmailAddress address = Requests.email(email);
        Fingerprint key = Requests.fingerprint(body == null ? null : body.fingerprint);
        String who = Optional.ofNullable(caller.getUserPrincipal())
                .map(principal -> principal.getName())
                .filter(name -> name.length() <= 100)
                .orElse("unnamed");
        return decidePin.decide(address, key, verdict(body), who).chain(outcome -> switch (outcome) {
            case DECIDED -> findKey.find(address).map(Views::of);
            case NO_CANDIDATE ->
                throw Problems.problem(
                        409,
                        "no-candidate",
                        "No such candidate",
                        "The key is no candidate for the address, or not any more.");
            case UNAVAILABLE -> throw Requests.unavailable("The store of pins does not answer; nothing was decided.");
        });
    }

    private static Verdict verdict(@Nullable Decision body) {
        String word = body == null || body.decision == null ? "" : body.decision;
        return switch (word) {
            case "accept" -> Verdict.ACCEPT;
            case "reject" -> Verdict.REJECT;
            default ->
                throw Problems.problem(
                        400, "invalid-decision", "Invalid decision", "The decision is \"accept\" or \"reject\".");
        };
    }
}
