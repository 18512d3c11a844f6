package org.mailkeep.keydir.api;

/** Names of what {@code META-INF/openapi.yaml} defines for all calls. */
final class ApiDescription {

    static final String BEARER = "bearer";
    static final String INVALID = "Invalid";
    static final String NOT_FOUND = "NotFound";
    static final String REFUSED = "Refused";
    static final String UNAVAILABLE = "Unavailable";
    static final String UNAUTHENTICATED = "Unauthenticated";
    static final String FORBIDDEN = "Forbidden";

    static final String NDJSON = "application/x-ndjson";

    private ApiDescription() {}
}
