package org.mailkeep.platform.auth;

import io.quarkus.oidc.Oidc;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.OidcTenantConfigBuilder;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.quarkus.oidc.runtime.OidcUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.mailkeep.platform.config.AuthConfig;
import org.mailkeep.platform.config.SecretFile;

/**
 * Whose tokens are taken beside the local one: an OpenID Connect provider's, for the API as bearer tokens (RFC 6750) and
 * for the pages by the authorization code flow with PKCE (RFC 7636), and those of a cluster's service accounts.
 */
@ApplicationScoped
class Issuers {

    /** The tenant of the pages; the API's is Quarkus' default one. */
    static final String PAGES = "pages";

    static final String KUBERNETES = "kubernetes";

    private static final String API = OidcUtils.DEFAULT_TENANT_ID;

    private final AuthConfig config;

    Issuers(AuthConfig config) {
        this.config = config;
    }

    void tell(@Observes Oidc oidc) {
        config.issuer().ifPresent(issuer -> {
            oidc.create(withRoles(tenant(API, issuer)).build());
            config.clientId().ifPresent(client -> oidc.create(pages(issuer, client)));
        });
        config.kubernetesIssuer().ifPresent(issuer -> oidc.create(kubernetes(issuer)));
    }

    private OidcTenantConfigBuilder tenant(String id, URI issuer) {
        return OidcTenantConfig.authServerUrl(issuer.toString())
                .tenantId(id)
                .enableTenant()
                .applicationType(ApplicationType.SERVICE)
                .token()
                .audience(config.audience())
                // A token that cannot be read here is not handed on to the issuer.
                .allowJwtIntrospection(false)
                .allowOpaqueTokenIntrospection(false)
                .end();
    }

    private OidcTenantConfigBuilder withRoles(OidcTenantConfigBuilder tenant) {
        config.rolesClaim()
                .ifPresent(claim -> tenant.roles().roleClaimPath(claim).end());
        return tenant;
    }

    private OidcTenantConfig pages(URI issuer, String client) {
        String secret = secret();
        return withRoles(OidcTenantConfig.authServerUrl(issuer.toString())
                        .tenantId(PAGES)
                        .enableTenant()
                        .applicationType(ApplicationType.WEB_APP)
                        .clientId(client)
                        .credentials(secret)
                        .authentication()
                        .pkceRequired()
                        .stateSecret(derived("state", secret))
                        .restorePathAfterRedirect()
                        .end()
                        .tokenStateManager()
                        // All replicas have to read the session that one of them made.
                        .encryptionSecret(derived("session", secret))
                        .end())
                .build();
    }

    private OidcTenantConfig kubernetes(URI issuer) {
        OidcTenantConfigBuilder tenant = tenant(KUBERNETES, issuer);
        config.kubernetesTls().ifPresent(tenant::tlsConfigurationName);
        return tenant.build();
    }

    private String secret() {
        Path file = config.clientSecretFile()
                .orElseThrow(() ->
                        new IllegalStateException("mailkeep.auth.client-id needs mailkeep.auth.client-secret-file"));
        return SecretFile.read("mailkeep.auth.client-secret-file", file);
    }

    /** 32 characters, as the ciphers want. */
    private static String derived(String purpose, String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((purpose + ' ' + secret).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
