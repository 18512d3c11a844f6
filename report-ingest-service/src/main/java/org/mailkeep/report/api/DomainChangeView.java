package org.mailkeep.report.api;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.mailkeep.report.domain.incident.DomainChange;

/** Something about a domain or one of its hosts that became another one. */
@Schema(name = "DomainChange")
record DomainChangeView(
        @Schema(enumeration = {"certificate", "tlsa", "policy-id", "policy", "posture"})
        String kind,

        @Schema(description = "The host, or the domain itself.")
        String subject,

        String before,
        String after,

        @Schema(description = "When it was last seen as it was.")
        Instant notBefore,

        @Schema(description = "When it was first seen as it is.")
        Instant at) {

    static DomainChangeView of(DomainChange change) {
        return new DomainChangeView(
                change.kind().word(),
                change.subject(),
                change.before(),
                change.after(),
                change.notBefore(),
                change.at());
    }
}
