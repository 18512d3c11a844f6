package org.mailkeep.platform.auth;

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
import org.jspecify.annotations.Nullable;

/** Takes the local bearer token (RFC 6750) for protected calls; any other may be an issuer's. */
@ApplicationScoped
class LocalTokenAuthentication implements HttpAuthenticationMechanism {

    private static final String SCHEME = "Bearer";
    private static final String PREFIX = SCHEME + " ";

    private final LocalToken token;
    private final BlockingSecurityExecutor blocking;

    LocalTokenAuthentication(LocalToken token, BlockingSecurityExecutor blocking) {
        this.token = token;
        this.blocking = blocking;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager identities) {
        String header = request.request().getHeader(HttpHeaders.AUTHORIZATION);
        return header == null || !header.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
                ? Uni.createFrom().nullItem()
                : blocking.executeBlocking(
                        () -> identity(header.substring(PREFIX.length()).strip()));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom()
                .item(new ChallengeData(401, HttpHeaders.WWW_AUTHENTICATE, SCHEME + " realm=\"mailkeep\""));
    }

    /** Before OpenID Connect, which fails for a token that it does not know. */
    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 2;
    }

    private @Nullable SecurityIdentity identity(String presented) {
        return token.matches(presented)
                ? QuarkusSecurityIdentity.builder()
                        .setPrincipal(new QuarkusPrincipal("local"))
                        .addRoles(Roles.ALL)
                        .build()
                : null;
    }
}
