package org.mailkeep.keylookup.api;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.app.PublishKey;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.platform.problem.Problems;

/** Publishing our users' certificates on a keyserver. */
@Path("/v1/vks/uploads")
@Tag(name = "Keyserver uploads")
@Produces(MediaType.APPLICATION_JSON)
class UploadsResource {

    private static final int MAX_ADDRESSES = 50;

    private final PublishKey publishKey;

    UploadsResource(PublishKey publishKey) {
        this.publishKey = publishKey;
    }

    /** What is to be published. */
    @Schema(name = "Upload")
    record Upload(
            @Nullable @Schema(required = true, description = "The certificate in ASCII armor.")
            String key,

            @Nullable @Schema(required = true, description = "Addresses that get a verification mail; no others do.")
            List<String> addresses) {}

    /** How far an upload is. */
    @Schema(name = "UploadStatus")
    record Status(String fingerprint, List<AddressStatus> addresses) {}

    /** How far an address is. */
    @Schema(name = "UploadedAddress")
    record AddressStatus(
            String address,
            String server,

            @Schema(description = "A verification mail was asked for.")
            boolean requested,

            @Schema(enumeration = {"unpublished", "pending", "published", "revoked", "unknown"})
            String state,

            Instant at) {}

    @POST
    @RolesAllowed(Roles.KEYLOOKUP_WRITE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "uploadToKeyserver",
            summary = "Uploads a certificate and requests verification mails",
            description = "Our own directory must serve the certificate for each of the addresses.")
    @SecurityRequirement(name = ApiDescription.BEARER, scopes = Roles.KEYLOOKUP_WRITE)
    @APIResponse(responseCode = "200", description = "The keyserver has it.")
    @APIResponse(responseCode = "400", description = "The body is not one certificate and a list of addresses.")
    @APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "409", description = "The certificate is not one that we serve for each address.")
    @APIResponse(responseCode = "502", description = "The keyserver did not take it.")
    public Uni<Status> upload(@Nullable Upload body) {
        if (body == null || body.key == null || body.addresses == null || body.addresses.isEmpty()) {
            throw invalid("A certificate and at least one address are needed.");
        }
        if (body.addresses.size() > MAX_ADDRESSES) {
            throw invalid("At most " + MAX_ADDRESSES + " addresses are taken at once.");
        }
        Set<EmailAddress> addresses = new LinkedHashSet<>();
        body.addresses.forEach(address -> addresses.add(Requests.email(address)));
        return publishKey
                .publish(body.key.getBytes(StandardCharsets.UTF_8), addresses)
                .map(outcome -> switch (outcome) {
                    case PublishKey.Outcome.Published(Fingerprint fingerprint, var states) ->
                        status(fingerprint, states);
                    case PublishKey.Outcome.NoCertificate(String why) ->
                        throw invalid("The key is not taken: " + why + ".");
                    case PublishKey.Outcome.NotOurs _ ->
                        throw Problems.problem(
                                409,
                                "not-ours",
                                "Not our user's key",
                                "Our own directory does not serve this certificate for each of the addresses.");
                    case PublishKey.Outcome.NotTaken(String why) ->
                        throw Problems.problem(
                                502, "keyserver-failed", "The keyserver did not take it", "Reason: " + why + ".");
                });
    }

    @GET
    @Path("/{fingerprint}")
    @RolesAllowed(Roles.KEYLOOKUP_WRITE)
    @Operation(operationId = "getUpload", summary = "How far the addresses of an uploaded certificate are")
    @SecurityRequirement(name = ApiDescription.BEARER, scopes = Roles.KEYLOOKUP_WRITE)
    @APIResponse(responseCode = "200", description = "What the keyserver said, or shows by now.")
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID_FINGERPRINT)
    @APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "404", description = "It was never uploaded from here.")
    @APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
    public Uni<Status> get(@RestPath String fingerprint) {
        Fingerprint key = Requests.fingerprint(fingerprint);
        return publishKey.follow(key).map(states -> {
            if (states.isEmpty()) {
                throw Requests.unavailable("The store of uploads does not answer.");
            }
            if (states.get().isEmpty()) {
                throw Problems.problem(404, "no-upload", "No such upload", "The key was never uploaded from here.");
            }
            return status(key, states.get());
        });
    }

    private static Status status(Fingerprint fingerprint, List<PublishKey.AddressState> states) {
        return new Status(
                fingerprint.hex(),
                states.stream()
                        .map(state -> new AddressStatus(
                                state.email().toString(), state.server(), state.requested(), state.state(), state.at()))
                        .toList());
    }

    private static RuntimeException invalid(String detail) {
        return Problems.problem(400, "invalid-upload", "Invalid upload", detail);
    }
}
