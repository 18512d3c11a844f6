package org.mailkeep.report.api;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestHeader;
import org.jspecify.annotations.Nullable;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.platform.problem.Problems;
import org.mailkeep.report.app.CountSessions;
import org.mailkeep.report.app.CountSessions.Counting;

/** The way in for what our own mail servers met. */
@Path("/v1/sessions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.REPORTS_WRITE)
@SecurityRequirement(name = ApiDescription.BEARER, scopes = Roles.REPORTS_WRITE)
@Tag(name = "Our reports", description = "What our mail servers met, and what we report of it to others.")
class SessionsResource {

    private static final Pattern KEY = Pattern.compile("[!-~]{1,80}");

    private final CountSessions sessions;

    SessionsResource(CountSessions sessions) {
        this.sessions = sessions;
    }

    /** Reads from the network as it counts, so it has a thread for that. */
    @POST
    @Blocking
    @Consumes({"application/x-ndjson", "application/ndjson", "application/jsonl"})
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    @Operation(
            operationId = "postSessions",
            summary = "Takes outcomes of our deliveries",
            description =
                    "One object a line, as in the event tls.session; its id may be missing. All lines that can be read"
                            + " are counted in one transaction. What is sent again with the same Idempotency-Key, or without one in"
                            + " the same octets, is not counted again.")
    @APIResponse(
            responseCode = "200",
            description = "What came of the lines.",
            content = @Content(schema = @Schema(implementation = SessionsView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_REQUEST)
    @APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "413", ref = ApiDescription.TOO_LARGE)
    @APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
    public Uni<SessionsView> post(
            @Parameter(description = "Names the batch: up to 80 visible characters.")
                    @RestHeader("Idempotency-Key")
                    @Nullable String key,
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = "application/x-ndjson",
                                            schema = @Schema(type = SchemaType.STRING)))
                    InputStream lines) {
        if (key != null && !KEY.matcher(key).matches()) {
            throw Problems.problem(
                    400, "invalid-key", "Invalid key", "Idempotency-Key is not 1 to 80 visible ASCII characters.");
        }
        return sessions.count(lines, Optional.ofNullable(key)).map(counting -> switch (counting) {
            case Counting.Counted counted -> SessionsView.of(counted.summary());
            case Counting.Known _ -> SessionsView.KNOWN;
            case Counting.TooLong(int line) ->
                throw Problems.problem(
                        413,
                        "too-large",
                        "Too large",
                        "Nothing was counted: line " + line + " is longer than " + CountSessions.MAX_LINE
                                + " octets, or the " + CountSessions.MAX_LINES + " lines of a batch are exceeded.");
            case Counting.TooSlow _ ->
                throw Problems.problem(
                        408, "too-slow", "Too slow", "Nothing was counted: the batch did not come to its end in time.");
            case Counting.Unavailable _ ->
                throw Answers.unavailable("The sessions could not be counted; send them again later.");
        });
    }
}
