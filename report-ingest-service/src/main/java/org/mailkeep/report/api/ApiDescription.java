package org.mailkeep.report.api;

/** Names of what {@code META-INF/openapi.yaml} defines for all calls. */
final class ApiDescription {

    static final String BEARER = "bearer";
    static final String INVALID_REQUEST = "InvalidRequest";
    static final String UNAUTHENTICATED = "Unauthenticated";
    static final String FORBIDDEN = "Forbidden";
    static final String NOT_FOUND = "NotFound";
    static final String TOO_LARGE = "TooLarge";
    static final String UNAVAILABLE = "Unavailable";

    private ApiDescription() {}
}
