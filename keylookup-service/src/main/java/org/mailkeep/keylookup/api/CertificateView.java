package org.mailkeep.keylookup.api;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A certificate as it is known. */
@Schema(name = "Certificate")
record CertificateView(
        String fingerprint,

        @Schema(enumeration = {"valid", "expired", "revoked", "unusable"})
        String status,

        @Nullable String statusReason,
        @Nullable Instant expiresAt,
        List<String> userIds,
        @Schema(description = "Fingerprints.") List<String> subkeys,

        @Schema(description = "All that is known, in ASCII armor.")
        String key) {}
