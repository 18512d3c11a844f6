package org.mailkeep.policy.api;

import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** What the OpenAPI document says of the API as a whole. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Mailkeep policy-service",
                        version = "1",
                        description = "How connections that deliver mail to a domain must be secured: DANE (RFC 7672)"
                                + " before MTA-STS (RFC 8461). Times are RFC 3339 in UTC; domain names are A-labels in"
                                + " answers, and may be U-labels in requests; errors are RFC 9457."),
        components =
                @Components(
                        securitySchemes =
                                @SecurityScheme(
                                        securitySchemeName = ApiDescription.BEARER,
                                        type = SecuritySchemeType.HTTP,
                                        scheme = "bearer",
                                        description = "The local token, which holds every role."),
                        schemas =
                                @Schema(
                                        name = "Problem",
                                        type = SchemaType.OBJECT,
                                        description = "RFC 9457.",
                                        properties = {
                                            @SchemaProperty(
                                                    name = "type",
                                                    type = SchemaType.STRING,
                                                    description = "urn:mailkeep:problem:<slug>; stable."),
                                            @SchemaProperty(name = "title", type = SchemaType.STRING),
                                            @SchemaProperty(name = "status", type = SchemaType.INTEGER),
                                            @SchemaProperty(name = "detail", type = SchemaType.STRING),
                                            @SchemaProperty(name = "instance", type = SchemaType.STRING)
                                        }),
                        responses = {
                            @APIResponse(
                                    name = ApiDescription.INVALID_DOMAIN,
                                    responseCode = "400",
                                    description = "The domain name is not valid (urn:mailkeep:problem:invalid-domain).",
                                    content =
                                            @Content(
                                                    mediaType = ApiDescription.PROBLEM_JSON,
                                                    schema = @Schema(ref = "Problem"))),
                            @APIResponse(
                                    name = ApiDescription.UNAUTHENTICATED,
                                    responseCode = "401",
                                    description = "No valid bearer token (urn:mailkeep:problem:unauthenticated).",
                                    content =
                                            @Content(
                                                    mediaType = ApiDescription.PROBLEM_JSON,
                                                    schema = @Schema(ref = "Problem"))),
                            @APIResponse(
                                    name = ApiDescription.FORBIDDEN,
                                    responseCode = "403",
                                    description = "The caller has not the role (urn:mailkeep:problem:forbidden).",
                                    content =
                                            @Content(
                                                    mediaType = ApiDescription.PROBLEM_JSON,
                                                    schema = @Schema(ref = "Problem")))
                        }))
final class ApiDescription {

    static final String BEARER = "bearer";
    static final String PROBLEM_JSON = "application/problem+json";
    static final String INVALID_DOMAIN = "InvalidDomain";
    static final String UNAUTHENTICATED = "Unauthenticated";
    static final String FORBIDDEN = "Forbidden";

    private ApiDescription() {}
}
