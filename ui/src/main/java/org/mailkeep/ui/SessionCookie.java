package org.mailkeep.ui;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.NewCookie;
import java.util.Optional;

/** The cookie that holds a session: out of reach for scripts, and never sent along from other sites. */
final class SessionCookie {

    private static final String NAME = "mailkeep-session";

    /** Browsers take a cookie of such a name only over https and only for this very host (RFC 6265bis §4.1.3.2). */
    private static final String SECURE_NAME = "__Host-" + NAME;

    private SessionCookie() {}

    static Optional<String> in(HttpServerRequest request) {
        return Optional.ofNullable(request.getCookie(name(isSecure(request)))).map(Cookie::getValue);
    }

    /** Keeps the session in the browser until that is closed; the session itself says when it ends. */
    static NewCookie holding(String session, HttpServerRequest request) {
        return cookie(request).value(session).build();
    }

    static NewCookie removed(HttpServerRequest request) {
        return cookie(request).value("").maxAge(0).build();
    }

    private static NewCookie.Builder cookie(HttpServerRequest request) {
        boolean secure = isSecure(request);
        return new NewCookie.Builder(name(secure))
                .path("/")
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.STRICT)
                .secure(secure);
    }

    private static String name(boolean secure) {
        return secure ? SECURE_NAME : NAME;
    }

    private static boolean isSecure(HttpServerRequest request) {
        return "https".equals(request.scheme());
    }
}
