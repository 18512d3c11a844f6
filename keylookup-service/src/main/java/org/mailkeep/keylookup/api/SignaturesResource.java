package org.mailkeep.keylookup.api;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.app.SignedMessage;
import org.mailkeep.keylookup.app.VerifySignatures;
import org.mailkeep.openpgp.DataSignature;
import org.mailkeep.platform.problem.Problems;

/** Signatures over mail and files. What is signed lies in a file meanwhile, and is read in pieces. */
@Path("/v1/signatures")
@Tag(name = "Signatures")
@Produces(MediaType.APPLICATION_JSON)
class SignaturesResource {

    private static final Logger LOG = Logger.getLogger(SignaturesResource.class);

    private final VerifySignatures verifySignatures;

    SignaturesResource(VerifySignatures verifySignatures) {
        this.verifySignatures = verifySignatures;
    }

    /** The verdicts, one for each signature. */
    @Schema(name = "Signatures")
    record Verdicts(List<Verdict> signatures) {}

    /** What one signature is worth. */
    @Schema(name = "Signature")
    record Verdict(
            @Schema(
                    enumeration = {
                        "good",
                        "bad",
                        "unknown-key",
                        "revoked-key",
                        "expired-key",
                        "unusable-key",
                        "expired-signature",
                        "unusable-signature"
                    })
            String verdict,

            String reason,

            @Nullable @Schema(description = "As the signature names it: a fingerprint, else a key ID.")
            String issuer,

            @Nullable @Schema(description = "When the signature says it was made.")
            Instant created,

            @Nullable @Schema(description = "The primary key of the signer's certificate.")
            String signer,

            @Nullable @Schema(
                    enumeration = {"valid", "expired", "revoked", "unusable"},
                    description = "How the key stood when the signature says it was made.")
            String keyAtSigning,

            @Nullable @Schema(enumeration = {"valid", "expired", "revoked", "unusable"})
            String keyNow,

            List<Signer> addresses) {}

    /** An address that the signer's certificate names. */
    @Schema(name = "Signer")
    record Signer(
            String address,

            @Schema(
                    enumeration = {"pinned", "not-pinned", "claimed", "unknown"},
                    description =
                            "pinned: it is the key pinned for the address. not-pinned: it was shown for the address,"
                                    + " and another key is pinned. claimed: only the key itself says so.")
            String certainty) {}

    @POST
    @Path("/verify")
    @PermitAll
    @Blocking
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            operationId = "verifySignature",
            summary = "Verifies a detached signature",
            description =
                    "Whose it is is found among known keys, then on keyservers; never by asking a mail domain. The"
                            + " same call takes an OpenPGP/MIME message (RFC 3156) as multipart/signed, as it comes.")
    @APIResponse(responseCode = "200", description = "The verdict on each signature.")
    @APIResponse(responseCode = "400", description = "There is no signature, or no data.")
    @APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
    public Uni<Verdicts> verify(
            @RestForm("signature") @Nullable FileUpload signature, @RestForm("data") @Nullable FileUpload data)
            throws IOException {
        if (signature == null || data == null) {
            throw invalid("The form needs a file \"signature\" and a file \"data\".");
        }
        byte[] octets;
        try (InputStream in = Files.newInputStream(signature.uploadedFile())) {
            octets = in.readNBytes(DataSignature.MAX_OCTETS + 1);
        }
        return verdicts(octets, () -> Files.newInputStream(data.uploadedFile()));
    }

    @POST
    @Path("/verify")
    @PermitAll
    @Blocking
    @Consumes("multipart/signed")
    @Operation(hidden = true)
    @RequestBody(content = @Content(mediaType = "multipart/signed"))
    public Uni<Verdicts> verifyMessage(@HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType, InputStream body)
            throws IOException {
        java.nio.file.Path signed = Files.createTempFile("mailkeep-signed", null);
        return Uni.createFrom()
                .deferred(() -> split(body, contentType, signed))
                .onTermination()
                .invoke(() -> delete(signed));
    }

    private Uni<Verdicts> split(InputStream body, String contentType, java.nio.file.Path signed) {
        try {
            return SignedMessage.split(body, contentType, signed)
                    .map(message -> verdicts(message.signature(), () -> Files.newInputStream(signed)))
                    .orElseThrow(() -> invalid("The body is not a multipart/signed message of two parts."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Uni<Verdicts> verdicts(byte[] signature, VerifySignatures.Document data) {
        return switch (DataSignature.read(signature)) {
            case DataSignature.Reading.Unreadable(String why) ->
                throw invalid("The signature cannot be read: " + why + ".");
            case DataSignature.Reading.Signatures(var signatures) ->
                verifySignatures
                        .verify(signatures, data)
                        .map(verified -> new Verdicts(verified.stream()
                                .map(SignaturesResource::verdict)
                                .toList()));
        };
    }

    private static Verdict verdict(VerifySignatures.Verified verified) {
        return new Verdict(
                verified.verdict().word().text(),
                verified.verdict().reason(),
                verified.issuer().orElse(null),
                verified.created().orElse(null),
                verified.signer().map(Fingerprint::hex).orElse(null),
                verified.verdict().atSigning().orElse(null),
                verified.verdict().now().orElse(null),
                verified.addresses().stream()
                        .map(address -> new Signer(
                                address.email().toString(),
                                address.certainty()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '-')))
                        .toList());
    }

    private static RuntimeException invalid(String detail) {
        return Problems.problem(400, "invalid-signature", "Invalid request", detail);
    }

    private static void delete(java.nio.file.Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warnf("A temporary file could not be deleted: %s", e.getMessage());
        }
    }
}
