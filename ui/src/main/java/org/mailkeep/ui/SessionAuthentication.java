package org.mailkeep.ui;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.security.spi.runtime.BlockingSecurityExecutor;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.platform.auth.Roles;

/** Knows visitors of the pages by their session, and sends those without one to sign in. */
@ApplicationScoped
class SessionAuthentication implements HttpAuthenticationMechanism {

    /** The session opens pages and nothing else: the API has no forms that could carry a token. */
    private static final String API = "/v1/";

    private final Sessions sessions;
    private final BlockingSecurityExecutor blocking;

    SessionAuthentication(Sessions sessions, BlockingSecurityExecutor blocking) {
        this.sessions = sessions;
        this.blocking = blocking;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager identities) {
        Optional<String> cookie = isForPage(request) ? SessionCookie.in(request.request()) : Optional.empty();
        return cookie.map(session -> blocking.executeBlocking(() -> identity(session)))
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return isForPage(request) && wantsHtml(request)
                ? Uni.createFrom().item(new ChallengeData(303, HttpHeaders.LOCATION, SignInPage.PATH))
                : Uni.createFrom().nullItem();
    }

    /** Before bearer tokens, whose challenge would be the last word otherwise. */
    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 3;
    }

    private @Nullable SecurityIdentity identity(String session) {
        return sessions.formToken(session)
                .<SecurityIdentity>map(formToken -> QuarkusSecurityIdentity.builder()
                        .setPrincipal(new QuarkusPrincipal("local"))
                        .addRoles(Roles.ALL)
                        .addAttribute(Visitor.FORM_TOKEN, formToken)
                        .build())
                .orElse(null);
    }

    private static boolean isForPage(RoutingContext request) {
        return !request.normalizedPath().startsWith(API);
    }

    private static boolean wantsHtml(RoutingContext request) {
        String accepted = request.request().getHeader(HttpHeaders.ACCEPT);
        return accepted != null && accepted.contains("text/html");
    }
}
