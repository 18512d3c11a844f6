package org.mailkeep.report.domain.outbound;

import java.util.Arrays;
import java.util.HexFormat;
import org.mailkeep.report.domain.ContentHash;

/** Short names for long contents. */
final class Keys {

    /** Octets: among the few hundred of a day, no two contents share them. */
    private static final int LENGTH = 16;

    private Keys() {}

    static String of(ContentHash hash) {
        return HexFormat.of().formatHex(Arrays.copyOf(hash.done().bytes(), LENGTH));
    }
}
