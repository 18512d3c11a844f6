package org.mailkeep.keydir.api;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keydir.api.KeyViews.OfferedKeysView;
import org.mailkeep.keydir.api.KeyViews.UploadView;
import org.mailkeep.keydir.app.ReadDirectory;
import org.mailkeep.keydir.app.UploadKeys;
import org.mailkeep.keydir.app.WithdrawKey;
import org.mailkeep.keydir.domain.AccountId;
import org.mailkeep.keydir.domain.publishing.Withholding;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.platform.problem.Problems;

/** The keys that an account gives. */
@Path("/v1/accounts/{id}/keys")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.KEYDIR_WRITE)
@SecurityRequirement(name = ApiDescription.BEARER, scopes = Roles.KEYDIR_WRITE)
@APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
@APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
@APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
@Tag(name = "Keys", description = "The keys that an account gives, and for which of its addresses they are served.")
class KeysResource {

    private final UploadKeys uploadKeys;
    private final WithdrawKey withdrawKey;
    private final ReadDirectory directory;
    private final SecurityIdentity caller;

    KeysResource(UploadKeys uploadKeys, WithdrawKey withdrawKey, ReadDirectory directory, SecurityIdentity caller) {
        this.uploadKeys = uploadKeys;
        this.withdrawKey = withdrawKey;
        this.directory = directory;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listKeys", summary = "The keys that the account offers, and what becomes of them now")
    @APIResponse(
            responseCode = "200",
            description = "The keys.",
            content = @Content(schema = @Schema(implementation = OfferedKeysView.class)))
    public Uni<OfferedKeysView> list(@RestPath String id) {
        AccountId account = Requests.account(id);
        return Refusals.orProblem(directory.account(account)).flatMap(known -> {
            if (known.isEmpty()) {
                throw Refusals.accountNotFound();
            }
            return Refusals.orProblem(directory.keys(account)).map(KeyViews::of);
        });
    }

    @PUT
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "uploadKeys",
            summary = "Gives keys, and tells address by address what becomes of them",
            description = "One or several certificates, armored or binary. They are joined with the copies that are"
                    + " there; other keys of the account stay.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/pgp-keys",
                            schema =
                                    @Schema(
                                            type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING,
                                            format = "binary")))
    @APIResponse(
            responseCode = "200",
            description = "Every key was looked at; some may be refused or withheld.",
            content = @Content(schema = @Schema(implementation = UploadView.class)))
    @APIResponse(responseCode = "409", ref = ApiDescription.REFUSED)
    @APIResponse(responseCode = "413", description = "The body is too large (urn:mailkeep:problem:too-large).")
    @APIResponse(
            responseCode = "422",
            description = "The body holds no certificate (urn:mailkeep:problem:malformed-key), or a secret key"
                    + " (urn:mailkeep:problem:secret-key, with the addresses it is withheld for).")
    public Uni<UploadView> upload(@RestPath String id, byte[] body) {
        return Refusals.orProblem(uploadKeys.upload(
                        Requests.account(id), body, caller.getPrincipal().getName()))
                .map(outcome -> switch (outcome) {
                    case UploadKeys.Outcome.Looked looked -> KeyViews.of(looked);
                    case UploadKeys.Outcome.NoSuchAccount _ -> throw Refusals.accountNotFound();
                    case UploadKeys.Outcome.SecretKey secret -> throw secretKey(secret.addresses());
                    case UploadKeys.Outcome.TooLarge tooLarge ->
                        throw Problems.problem(
                                413, "too-large", "Too large", "There is too much of " + tooLarge.what() + ".");
                    case UploadKeys.Outcome.Malformed malformed ->
                        throw Problems.problem(
                                422,
                                "malformed-key",
                                "Malformed key",
                                "The body is no OpenPGP certificate: " + malformed.why() + ".");
                    case UploadKeys.Outcome.TooManyKeys tooMany ->
                        throw Problems.problem(
                                409,
                                "too-many-keys",
                                "Too many keys",
                                "An account offers no more than " + tooMany.limit() + " keys; withdraw one first.");
                    case UploadKeys.Outcome.Busy _ ->
                        throw Refusals.unavailable("Too many keys come in at the same time; try again.");
                });
    }

    @DELETE
    @Path("/{fingerprint}")
    @Operation(operationId = "withdrawKey", summary = "Takes a key back: it is not served any more for any address")
    @APIResponse(responseCode = "204", description = "It is withdrawn.")
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID)
    public Uni<Void> withdraw(@RestPath String id, @RestPath String fingerprint) {
        return Refusals.orProblem(withdrawKey.withdraw(
                        Requests.account(id),
                        Requests.fingerprint(fingerprint),
                        caller.getPrincipal().getName()))
                .invoke(withdrawn -> {
                    if (!withdrawn) {
                        throw Problems.problem(
                                404, "key-not-found", "Key not found", "The account offers no such key.");
                    }
                })
                .replaceWithVoid();
    }

    private static HttpProblem secretKey(List<EmailAddress> addresses) {
        return HttpProblem.builder(Problems.problem(
                        422,
                        Withholding.SECRET_KEY.word(),
                        "Secret key",
                        "The body holds a secret key. Nothing of it was kept, but it travelled: treat it as exposed."))
                .with(
                        "addresses",
                        addresses.stream()
                                .map(address -> KeyViews.withheld(address, Withholding.SECRET_KEY))
                                .toList())
                .build();
    }
}
