package org.mailkeep.policy.api;

/** Names of what {@code META-INF/openapi.yaml} defines for all calls. */
final class ApiDescription {

    static final String BEARER = "bearer";
    static final String INVALID_DOMAIN = "InvalidDomain";
    static final String UNAUTHENTICATED = "Unauthenticated";
    static final String FORBIDDEN = "Forbidden";

    private ApiDescription() {}
}
