package org.mailkeep.keylookup.app;

import org.mailkeep.keylookup.config.KeylookupConfig;
import org.mailkeep.keylookup.domain.PinPolicy;

/** Settings in the domain's words. */
final class Settings {

    private Settings() {}

    static PinPolicy pinPolicy(KeylookupConfig config) {
        return switch (config.pinPolicy()) {
            case HOLD -> PinPolicy.HOLD;
            case ACCEPT_IF_WKD -> PinPolicy.ACCEPT_IF_WKD;
            case ACCEPT_IF_OLD_REVOKED_OR_EXPIRED -> PinPolicy.ACCEPT_IF_OLD_REVOKED_OR_EXPIRED;
        };
    }
}
