package org.mailkeep.policy.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.mailkeep.policy.domain.mtasts.MxPattern;
import org.mailkeep.policy.domain.mtasts.StsPolicy;
import org.mailkeep.policy.domain.mtasts.StsPolicy.Mode;
import org.mailkeep.policy.domain.override.Effect;
import org.mailkeep.policy.domain.override.OperatorOverride;

/** What an operator decided for a time. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Override",
        requiredProperties = {"kind", "level", "until", "reason", "by", "setAt"})
record OverrideView(
        @Schema(enumeration = {"fail-open", "pin"}) String kind,

        @Schema(
                description = "What is demanded.",
                enumeration = {"may", "dane", "dane-only", "secure"})
        String level,

        @Schema(description = "The hosts that a pin of level secure allows.") @Nullable List<String> mx,

        Instant until,
        String reason,
        String by,
        Instant setAt,

        @Schema(description = "Since when nothing wrong is seen of the domain; after a day the override ends.")
        @Nullable Instant healthySince) {

    static OverrideView of(OperatorOverride override) {
        return new OverrideView(
                override.effect().kind(),
                override.effect().level(),
                override.effect() instanceof Effect.PinSecure(StsPolicy policy)
                        ? policy.mx().stream().map(MxPattern::toString).toList()
                        : null,
                override.until(),
                override.reason(),
                override.by(),
                override.setAt(),
                override.healthySince().orElse(null));
    }

    /** An override as it is asked for: either of the two, and a reason. */
    @Schema(
            name = "OverrideRequest",
            requiredProperties = {"reason"})
    record Wanted(
            @Schema(description = "Until then, mail servers are told that there is no policy.") @Nullable Instant failOpenUntil,

            @Nullable Pin pin,

            @Nullable String reason) {

        Effect effect() {
            if ((failOpenUntil == null) == (pin == null)) {
                throw new IllegalArgumentException("either failOpenUntil or pin is needed");
            }
            return pin == null ? new Effect.FailOpen() : pin.effect();
        }

        Instant until() {
            return pin == null ? Calls.present(failOpenUntil, "failOpenUntil") : Calls.present(pin.until, "pin.until");
        }
    }

    @Schema(
            name = "Pin",
            requiredProperties = {"level", "until"})
    record Pin(
            @Schema(enumeration = {"dane", "dane-only", "secure"}) @Nullable String level,

            @Schema(description = "For level secure: which hosts are allowed, as in an MTA-STS policy.") @Nullable List<String> mx,

            @Nullable Instant until) {

        private Effect effect() {
            return switch (Calls.present(level, "pin.level")) {
                case "dane" -> new Effect.PinDane();
                case "dane-only" -> new Effect.PinDaneOnly();
                case "secure" -> new Effect.PinSecure(policy());
                default -> throw new IllegalArgumentException("pin.level is not dane, dane-only or secure");
            };
        }

        private StsPolicy policy() {
            List<MxPattern> patterns = Calls.present(mx, "pin.mx").stream()
                    .map(HostedDomainView.WantedSts::pattern)
                    .toList();
            if (patterns.isEmpty() || patterns.size() > MAX_PATTERNS) {
                throw new IllegalArgumentException("pin.mx has not from 1 to " + MAX_PATTERNS + " hosts");
            }
            return new StsPolicy(Mode.ENFORCE, patterns, OperatorOverride.LONGEST);
        }
    }

    private static final int MAX_PATTERNS = 64;
}
