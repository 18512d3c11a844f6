package org.mailkeep.platform.auth;

import io.quarkus.oidc.TenantFeature;
import io.quarkus.oidc.common.OidcEndpoint;
import io.quarkus.oidc.common.OidcRequestFilter;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import org.mailkeep.platform.config.AuthConfig;
import org.mailkeep.platform.config.SecretFile;

/** Shows the cluster our own service account's token, where it gives its keys to its own accounts only. */
@ApplicationScoped
@TenantFeature(Issuers.KUBERNETES)
@OidcEndpoint({OidcEndpoint.Type.DISCOVERY, OidcEndpoint.Type.JWKS})
class ClusterKeys implements OidcRequestFilter {

    private final AuthConfig config;

    ClusterKeys(AuthConfig config) {
        this.config = config;
    }

    /** The file is read each time: the cluster renews the token. */
    @Override
    public Uni<Void> filter(OidcRequestFilterContext request) {
        return config.kubernetesTokenFile()
                .map(file -> request.runBlocking(
                        () -> request.request().putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + SecretFile.read("mailkeep.auth.kubernetes-token-file", file))))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
