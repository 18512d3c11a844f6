package org.mailkeep.keylookup.lookup;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Text within a URL. */
final class Encoding {

    private Encoding() {}

    /** Percent-encoded as part of a path or query (RFC 3986 §2.1). */
    static String component(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
