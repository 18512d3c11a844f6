package org.mailkeep.keylookup.api;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What came of a refresh. */
@Schema(name = "Refresh")
record RefreshView(
        String fingerprint,

        @Schema(description = "A keyserver has the certificate. That none has it is no news about it.")
        boolean found,

        @Schema(description = "What is new: new-key, revoked, expiry, subkeys, user-ids, signatures.")
        List<String> changes,

        @Schema(description = "Keyservers that could not tell, and why.")
        List<String> failures,

        @Nullable CertificateView certificate) {}
