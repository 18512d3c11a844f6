package org.mailkeep.platform.auth;

import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.mailkeep.platform.config.AuthConfig;

/** A service account's token says who it is, and the operator what it may do. */
@ApplicationScoped
class ServiceAccountRoles implements SecurityIdentityAugmentor {

    /** As Kubernetes names the subject of such a token: with namespace and name. */
    private static final String PREFIX = "system:serviceaccount:";

    private final AuthConfig config;

    ServiceAccountRoles(AuthConfig config) {
        this.config = config;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return Uni.createFrom()
                .item(
                        Issuers.KUBERNETES.equals(identity.getAttribute(OidcUtils.TENANT_ID_ATTRIBUTE))
                                ? QuarkusSecurityIdentity.builder()
                                        .setPrincipal(identity.getPrincipal())
                                        .addCredentials(identity.getCredentials())
                                        .addAttributes(identity.getAttributes())
                                        .addRoles(roles(identity))
                                        .build()
                                : identity);
    }

    private Set<String> roles(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof JsonWebToken token
                        && token.getSubject() != null
                        && token.getSubject().startsWith(PREFIX)
                ? Set.copyOf(config.serviceAccounts()
                        .getOrDefault(
                                token.getSubject().substring(PREFIX.length()).replace(':', '/'), List.of()))
                : Set.of();
    }
}
