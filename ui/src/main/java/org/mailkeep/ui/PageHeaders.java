package org.mailkeep.ui;

import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** What a browser is told about every page. */
class PageHeaders {

    /** Only what comes from here, no script or style within the page itself, and no page of others around it. */
    private static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "style-src 'self'",
            "script-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'");

    /** Without a referrer, browsers would not say the origin of a form either, which {@link FormGuard} wants to know. */
    private static final String REFERRER_POLICY = "same-origin";

    /** Set on the response of Vert.x, since they replace what the API's answers say there. */
    @Page
    @ServerResponseFilter
    public void set(HttpServerResponse response) {
        response.headers()
                .set("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .set("Referrer-Policy", REFERRER_POLICY)
                .set("Cross-Origin-Opener-Policy", "same-origin")
                .set(HttpHeaders.CACHE_CONTROL, "no-store")
                .set(HttpHeaders.VARY, HttpHeaders.COOKIE);
    }
}
