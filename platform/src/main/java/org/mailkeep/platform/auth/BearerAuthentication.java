package org.mailkeep.platform.auth;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Set;

/** Takes the local bearer token (RFC 6750) for protected calls. */
final class BearerAuthentication {

    private static final String SCHEME = "Bearer";
    private static final String PREFIX = SCHEME + " ";

    private BearerAuthentication() {}

    /** Finds the token in a request. */
    @ApplicationScoped
    static class Mechanism implements HttpAuthenticationMechanism {

        @Override
        public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager identities) {
            String header = request.request().getHeader(HttpHeaders.AUTHORIZATION);
            return header == null || !header.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
                    ? Uni.createFrom().nullItem()
                    : identities.authenticate(new TokenAuthenticationRequest(new TokenCredential(
                            header.substring(PREFIX.length()).strip(), SCHEME)));
        }

        @Override
        public Uni<ChallengeData> getChallenge(RoutingContext request) {
            return Uni.createFrom()
                    .item(new ChallengeData(401, HttpHeaders.WWW_AUTHENTICATE, SCHEME + " realm=\"mailkeep\""));
        }

        @Override
        public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
            return Set.of(TokenAuthenticationRequest.class);
        }
    }

    /** Says whose token it is. */
    @ApplicationScoped
    static class LocalTokenIdentity implements IdentityProvider<TokenAuthenticationRequest> {

        private final LocalToken token;

        LocalTokenIdentity(LocalToken token) {
            this.token = token;
        }

        @Override
        public Class<TokenAuthenticationRequest> getRequestType() {
            return TokenAuthenticationRequest.class;
        }

        @Override
        public Uni<SecurityIdentity> authenticate(
                TokenAuthenticationRequest request, AuthenticationRequestContext context) {
            return context.runBlocking(() -> {
                if (!token.matches(request.getToken().getToken())) {
                    throw new AuthenticationFailedException("the token is not valid");
                }
                return QuarkusSecurityIdentity.builder()
                        .setPrincipal(new QuarkusPrincipal("local"))
                        .addRoles(Roles.ALL)
                        .build();
            });
        }
    }
}
