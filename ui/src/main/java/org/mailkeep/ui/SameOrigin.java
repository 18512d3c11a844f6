package org.mailkeep.ui;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Whether a browser sent a form from a page of the very host that it sends it to. */
final class SameOrigin {

    private SameOrigin() {}

    /**
     * Believes what the browser says of it (Fetch Metadata); else compares the origin, which browsers without Fetch
     * Metadata send with every form (RFC 6454 §7). Without either, nothing is known, so no.
     *
     * @param fetchSite header {@code Sec-Fetch-Site}
     * @param origin header {@code Origin}
     * @param authority host and port that the request is for
     */
    static boolean of(@Nullable String fetchSite, @Nullable String origin, @Nullable String authority) {
        if (fetchSite != null) {
            return fetchSite.equals("same-origin");
        }
        return origin != null && authority != null && authority.equalsIgnoreCase(authorityOf(origin));
    }

    private static @Nullable String authorityOf(String origin) {
        try {
            return URI.create(origin).getRawAuthority();
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }
}
