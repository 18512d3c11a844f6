package org.mailkeep.policy.api;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.mailkeep.policy.app.EvaluateDmarc;

/** DMARC for one message. */
@Path("/v1/dmarc/evaluations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "DMARC", description = "What DMARC says of a message, from the results of SPF and DKIM.")
class DmarcEvaluationResource {

    private final EvaluateDmarc evaluate;

    DmarcEvaluationResource(EvaluateDmarc evaluate) {
        this.evaluate = evaluate;
    }

    @POST
    @PermitAll
    @Operation(
            operationId = "evaluateDmarc",
            summary = "Policy, alignment and disposition of a message (RFC 9989 §5.3)",
            description = "Nothing is stored, and the domains are not told.")
    @APIResponse(
            responseCode = "200",
            description = "What the owner of the author domain asks for.",
            content = @Content(schema = @Schema(implementation = DmarcEvaluationView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_DOMAIN)
    public Uni<DmarcEvaluationView> evaluate(@Nullable DmarcEvaluationRequest request) {
        return evaluate.evaluate(Calls.present(request, "the body").read()).map(DmarcEvaluationView::of);
    }
}
