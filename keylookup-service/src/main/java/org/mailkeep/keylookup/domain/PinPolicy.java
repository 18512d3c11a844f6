package org.mailkeep.keylookup.domain;

/** When another key than the pinned one takes its place without anybody deciding. */
public enum PinPolicy {
    /** Never. */
    HOLD,
    /** When the domain itself says so, by its Web Key Directory or as one of ours. */
    ACCEPT_IF_WKD,
    /** When the pinned key is revoked or has expired. */
    ACCEPT_IF_OLD_REVOKED_OR_EXPIRED;

    boolean accepts(Sighting sighting) {
        return switch (this) {
            case HOLD -> false;
            case ACCEPT_IF_WKD -> sighting.source().isOfDomain();
            case ACCEPT_IF_OLD_REVOKED_OR_EXPIRED ->
                sighting.pinnedStatus()
                        .filter(status -> status == KeyStatus.REVOKED || status == KeyStatus.EXPIRED)
                        .isPresent();
        };
    }
}
