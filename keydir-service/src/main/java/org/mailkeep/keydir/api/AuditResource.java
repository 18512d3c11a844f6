package org.mailkeep.keydir.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.mailkeep.keydir.app.ReadDirectory;
import org.mailkeep.keydir.app.VerifyAudit;
import org.mailkeep.keydir.domain.audit.AuditEntry;
import org.mailkeep.openpgp.packet.Octets;
import org.mailkeep.platform.auth.Roles;

/** The record of every change. */
@Path("/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.KEYDIR_WRITE)
@SecurityRequirement(name = ApiDescription.BEARER, scopes = Roles.KEYDIR_WRITE)
@APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
@APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
@Tag(name = "Audit", description = "The record of every change, chained by hashes.")
class AuditResource {

    private final ReadDirectory directory;
    private final VerifyAudit verifyAudit;

    AuditResource(ReadDirectory directory, VerifyAudit verifyAudit) {
        this.directory = directory;
        this.verifyAudit = verifyAudit;
    }

    @Schema(name = "AuditEntries")
    record Page(List<EntryView> entries) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AuditEntry", description = "Who did what, and when.")
    record EntryView(
            long number,
            Instant at,

            @Schema(description = "The caller, or \"schedule\".")
            String actor,

            @Schema(examples = "key-published") String action,
            @Nullable String account,
            @Nullable String address,
            @Nullable String domain,
            @Nullable String fingerprint,
            String detail,

            @Schema(description = "SHA-256 over the entry and the hash of the one before, in hexadecimal.")
            String hash) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AuditVerification", description = "Whether the record was altered.")
    record VerificationView(
            @Schema(enumeration = {"never", "running", "intact", "broken", "failed"})
            String status,

            @Schema(description = "When it began, while it runs; else when it ended.") @Nullable Instant at,

            @Schema(description = "Entries that were verified.") @Nullable Long entries,

            @Schema(description = "The hash of the last entry: keep it elsewhere to compare it later.") @Nullable String head,

            @Schema(description = "The first entry that is wrong or missing.") @Nullable Long number,

            @Nullable String detail) {}

    @GET
    @Operation(operationId = "getAudit", summary = "What was done about an address, the newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page of entries.",
            content = @Content(schema = @Schema(implementation = Page.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID)
    public Uni<RestResponse<Page>> about(
            @RestQuery @Nullable String address,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String cursor,
            @Context UriInfo request) {
        int count = Requests.limit(limit);
        return Refusals.orProblem(directory.audit(Requests.address(address), before(cursor), count))
                .map(entries -> Paging.answer(
                        entries,
                        count,
                        entry -> Long.toString(entry.number()),
                        new Page(entries.stream().map(AuditResource::view).toList()),
                        request));
    }

    @POST
    @Path("/verification")
    @ResponseStatus(202)
    @Operation(
            operationId = "verifyAudit",
            summary = "Verifies the whole record",
            description = "It goes on in the background of the replica that answers; GET tells how it stands.")
    @APIResponse(
            responseCode = "202",
            description = "It is under way.",
            content = @Content(schema = @Schema(implementation = VerificationView.class)))
    public VerificationView verify() {
        return view(verifyAudit.start());
    }

    @GET
    @Path("/verification")
    @Operation(operationId = "getAuditVerification", summary = "How the last verification stands")
    @APIResponse(
            responseCode = "200",
            description = "What is known.",
            content = @Content(schema = @Schema(implementation = VerificationView.class)))
    public VerificationView verification() {
        return view(verifyAudit.state());
    }

    private static long before(@Nullable String cursor) {
        try {
            return Long.parseLong(Paging.after(cursor, Long.toString(Long.MAX_VALUE)));
        } catch (NumberFormatException _) {
            throw Requests.invalid("invalid-request", "Invalid request", "The cursor is none of ours.");
        }
    }

    private static EntryView view(AuditEntry entry) {
        var record = entry.record();
        return new EntryView(
                entry.number(),
                record.at(),
                record.actor(),
                record.action(),
                record.account().orElse(null),
                record.address().orElse(null),
                record.domain().orElse(null),
                record.fingerprint().orElse(null),
                record.detail(),
                hex(entry.hash()));
    }

    private static VerificationView view(VerifyAudit.State state) {
        return switch (state) {
            case VerifyAudit.State.Never _ -> new VerificationView("never", null, null, null, null, null);
            case VerifyAudit.State.Running running ->
                new VerificationView("running", running.since(), running.entries(), null, null, null);
            case VerifyAudit.State.Intact intact ->
                new VerificationView(
                        "intact",
                        intact.at(),
                        intact.head().number(),
                        hex(intact.head().hash()),
                        null,
                        null);
            case VerifyAudit.State.Broken broken ->
                new VerificationView("broken", broken.at(), null, null, broken.number(), broken.why());
            case VerifyAudit.State.Failed failed ->
                new VerificationView("failed", failed.at(), null, null, null, failed.why());
        };
    }

    private static String hex(Octets hash) {
        return HexFormat.of().formatHex(hash.toArray());
    }
}
