package org.mailkeep.platform.auth;

import io.quarkus.oidc.TenantResolver;
import io.quarkus.oidc.runtime.OidcUtils;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** The API takes bearer tokens alone, whose issuer says which tenant they are of; pages take sessions. */
@ApplicationScoped
class ApiOrPages implements TenantResolver {

    private static final String API = "/v1/";

    @Override
    public @Nullable String resolve(RoutingContext request) {
        boolean bearer = request.request().getHeader(HttpHeaders.AUTHORIZATION) != null;
        if (!bearer && !request.normalizedPath().startsWith(API)) {
            return Issuers.PAGES;
        }
        // A browser sends the session along by itself; it must not open the API.
        request.remove(OidcUtils.TENANT_ID_ATTRIBUTE);
        return bearer ? null : OidcUtils.DEFAULT_TENANT_ID;
    }
}
