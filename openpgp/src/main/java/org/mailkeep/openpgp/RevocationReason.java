package org.mailkeep.openpgp;

import org.mailkeep.openpgp.packet.SignaturePacket;

/**
 * Why something was revoked (RFC 9580 §5.2.3.31), and with it how far back the revocation reaches.
 *
 * <p>Three reasons are soft: what was signed before stays good, so the revocation counts from its date on, and a newer
 * self-signature takes it back. Everything else is hard, also no reason at all and reasons that are unknown here: the key may
 * be in other hands, whose dates mean nothing. Sequoia draws the same line (its {@code RevocationType}).
 */
public enum RevocationReason {
    /** Code 0, or none given. */
    NONE_GIVEN(true),
    /** Code 1. */
    SUPERSEDED(false),
    /** Code 2. */
    COMPROMISED(true),
    /** Code 3. */
    RETIRED(false),
    /** Code 32, for user IDs. */
    USER_ID_NO_LONGER_VALID(false),
    /** Any other code. */
    UNKNOWN(true);

    private final boolean hard;

    RevocationReason(boolean hard) {
        this.hard = hard;
    }

    /** Whether the revocation holds for all time, before its own date and whatever is signed later. */
    public boolean isHard() {
        return hard;
    }

    static RevocationReason of(SignaturePacket revocation) {
        return switch (revocation.revocationCode().orElse(0)) {
            case 0 -> NONE_GIVEN;
            case 1 -> SUPERSEDED;
            case 2 -> COMPROMISED;
            case 3 -> RETIRED;
            case 32 -> USER_ID_NO_LONGER_VALID;
            default -> UNKNOWN;
        };
    }
}
