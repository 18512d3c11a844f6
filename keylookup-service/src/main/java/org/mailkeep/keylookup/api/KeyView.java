package org.mailkeep.keylookup.api;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The key of an address. */
@Schema(name = "Key")
record KeyView(
        String email,

        @Schema(
                enumeration = {"found", "not-found", "temp-fail"},
                description = "temp-fail: it cannot be told now; that is not \"no key\".")
        String result,

        @Nullable @Schema(
                enumeration = {"keydir", "wkd-advanced", "wkd-direct", "vks"},
                description = "Where the key came from.")
        String source,

        @Nullable @Schema(description = "Of the primary key.")
        String fingerprint,

        @Nullable @Schema(
                description =
                        "The certificate in ASCII armor, with the user ID of this address alone. Where another key"
                                + " is shown now than the one that is pinned, the pinned one.")
        String key,

        @Nullable @Schema(enumeration = {"valid", "expired", "revoked", "unusable"})
        String status,

        @Nullable @Schema(description = "Why the key is not valid.")
        String statusReason,

        @Nullable @Schema(description = "When the key ends, or ended, by itself.")
        Instant expiresAt,

        @Schema(description = "The lookup failed; the key is the pinned one of an earlier lookup.")
        boolean stale,

        @Nullable PinView pin,

        @Nullable @Schema(description = "What failed, for temp-fail.")
        String why,

        @Schema(description = "Each step that was taken, in order.")
        List<TraceStepView> trace,

        @Schema(description = "When peers were asked.") Instant lookedUpAt,

        @Schema(description = "Until when this is answered without asking again.")
        Instant freshUntil) {

    /** Trust on first use. */
    @Schema(name = "Pin")
    record PinView(
            @Schema(
                    enumeration = {"first-seen", "match", "changed", "unconfirmed", "unknown"},
                    description =
                            "changed: another key is shown than the pinned one, or a policy let it take the place."
                                    + " unconfirmed: no key is shown now. unknown: the store is away, and nothing is pinned.")
            String state,

            @Nullable String fingerprint,
            @Nullable String source,
            @Nullable Instant since,
            @Nullable CandidateView candidate,
            @Schema(description = "The oldest first.") List<PinEntryView> history) {}

    /** Another key than the pinned one. */
    @Schema(name = "Candidate")
    record CandidateView(
            String fingerprint,
            String source,
            Instant since,

            @Schema(description = "The pinned key certified this one.")
            boolean announcedByPinned,

            @Schema(description = "Somebody decided against it.")
            boolean rejected,

            @Nullable String status,
            @Nullable String key) {}

    /** What happened to a pin. */
    @Schema(name = "PinEntry")
    record PinEntryView(
            Instant at,

            @Schema(enumeration = {"pinned", "seen", "accepted", "rejected"})
            String what,

            String fingerprint,
            String source,
            String by) {}

    /** One step of a lookup. */
    @Schema(name = "TraceStep")
    record TraceStepView(
            String source,

            @Schema(description = "The host that was asked.")
            String peer,

            @Schema(enumeration = {"found", "no-key", "not-responsible", "refused", "failed"})
            String outcome,

            String detail,
            Instant at,
            long millis) {}
}
