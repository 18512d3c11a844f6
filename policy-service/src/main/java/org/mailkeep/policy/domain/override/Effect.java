package org.mailkeep.policy.domain.override;

import org.mailkeep.policy.domain.mtasts.StsPolicy;

/** What mail servers are to be told. */
public sealed interface Effect {

    /** No policy: TLS where it is offered. */
    record FailOpen() implements Effect {}

    /** DANE, and no mail to hosts without usable TLSA records, whether DNS still proves the list of hosts or not. */
    record PinDaneOnly() implements Effect {}

    /** DANE where there are TLSA records. */
    record PinDane() implements Effect {}

    /** As if this MTA-STS policy were enforced. */
    record PinSecure(StsPolicy policy) implements Effect {}

    /** {@code fail-open} or {@code pin}. */
    default String kind() {
        return switch (this) {
            case FailOpen() -> "fail-open";
            case PinDaneOnly() -> "pin";
            case PinDane() -> "pin";
            case PinSecure _ -> "pin";
        };
    }

    /** What is pinned, in the words of {@code main.cf}; {@code may} where nothing is. */
    default String level() {
        return switch (this) {
            case FailOpen() -> "may";
            case PinDaneOnly() -> "dane-only";
            case PinDane() -> "dane";
            case PinSecure _ -> "secure";
        };
    }
}
