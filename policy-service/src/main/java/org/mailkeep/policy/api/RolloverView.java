package org.mailkeep.policy.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.app.ConductRollovers.Request;
import org.mailkeep.policy.domain.certificate.PublicKeyInfo;
import org.mailkeep.policy.domain.rollover.Rollover;
import org.mailkeep.policy.domain.rollover.Step;

/** Where the change of an MX host's key stands. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Rollover",
        requiredProperties = {"domain", "mxHost", "step", "next", "since"})
record RolloverView(
        String domain,
        String mxHost,

        @Schema(enumeration = {"steady", "announced", "waiting", "safe", "switching", "switched"})
        String step,

        @Schema(description = "What is to be done now.") String next,

        @Schema(description = "What goes wrong at present.") @Nullable String warning,

        @Schema(description = "SHA-256 of the key in use.") @Nullable String currentKey,

        @Schema(description = "SHA-256 of the key to come.") @Nullable String nextKey,

        Instant since,

        @Schema(description = "When the switch becomes safe, if both records stay.") @Nullable Instant safeAt) {

    static RolloverView of(DomainName domain, Rollover rollover) {
        return new RolloverView(
                domain.value(),
                rollover.host().value(),
                rollover.step().word(),
                rollover.step().next(),
                rollover.warning().orElse(null),
                rollover.current().map(PublicKeyInfo::sha256).orElse(null),
                rollover.next().map(PublicKeyInfo::sha256).orElse(null),
                rollover.since(),
                rollover.step() == Step.WAITING ? rollover.safeAt().orElse(null) : null);
    }

    /** What is asked for. */
    @Schema(
            name = "RolloverRequest",
            requiredProperties = {"action"})
    record Wanted(
            @Schema(
                    description = "announce: the next key is this one. switch: may the host be switched now?"
                            + " remove-old: may the old record be removed now? abort: the change is given up.",
                    enumeration = {"announce", "switch", "remove-old", "abort"})
            @Nullable String action,

            @Schema(description = "For announce: a certificate, public key or certificate request in PEM.") @Nullable String nextKey) {

        Request toRequest() {
            return switch (Calls.present(action, "action")) {
                case "announce" -> new Request.Announce(PublicKeyInfo.ofPem(Calls.present(nextKey, "nextKey")));
                case "switch" -> new Request.Switch();
                case "remove-old" -> new Request.RemoveOld();
                case "abort" -> new Request.Abort();
                default -> throw new IllegalArgumentException("action is not announce, switch, remove-old or abort");
            };
        }
    }
}
