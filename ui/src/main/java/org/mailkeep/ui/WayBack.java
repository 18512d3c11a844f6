package org.mailkeep.ui;

import java.net.URI;

/** Where a visitor goes after signing in: a page of this service, whatever the request says. */
final class WayBack {

    private static final URI HOME = URI.create("/");

    private WayBack() {}

    /** The path and query in {@code asked}, if that is all there is in it; else the first page. */
    static URI of(String asked) {
        // Two slashes would begin the name of another host (RFC 3986 §4.2).
        if (!asked.startsWith("/") || asked.startsWith("//")) {
            return HOME;
        }
        try {
            return URI.create(asked);
        } catch (IllegalArgumentException noAddress) {
            return HOME;
        }
    }
}
