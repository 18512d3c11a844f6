package org.mailkeep.keylookup.api;

/** Names of what {@code META-INF/openapi.yaml} defines for all calls. */
final class ApiDescription {

    static final String BEARER = "bearer";
    static final String INVALID_ADDRESS = "InvalidAddress";
    static final String INVALID_FINGERPRINT = "InvalidFingerprint";
    static final String UNAUTHENTICATED = "Unauthenticated";
    static final String FORBIDDEN = "Forbidden";
    static final String UNAVAILABLE = "Unavailable";

    private ApiDescription() {}
}
