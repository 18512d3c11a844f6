package org.mailkeep.policy.api;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.problem.Problems;
import org.mailkeep.policy.app.HostedPolicies;
import org.mailkeep.policy.app.HostedPolicies.Answer;

/** The MTA-STS policies of hosted domains, as senders fetch them (RFC 8461 §3.3). */
@Path("/.well-known/mta-sts.txt")
@Tag(name = "Hosted domains", description = "Domains whose inbound mail we take.")
class MtaStsResource {

    private static final String LABEL = "mta-sts.";

    private final HostedPolicies policies;

    MtaStsResource(HostedPolicies policies) {
        this.policies = policies;
    }

    @GET
    @PermitAll
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(operationId = "getMtaStsPolicy", summary = "The policy of the domain whose mta-sts host is asked")
    @APIResponse(responseCode = "200", description = "The policy file.")
    @APIResponse(responseCode = "304", description = "It is still the one that If-None-Match names.")
    @APIResponse(
            responseCode = "421",
            description = "The host is not mta-sts of a hosted domain (urn:mailkeep:problem:not-hosted).")
    @APIResponse(
            responseCode = "503",
            description = "This replica does not know its domains yet (urn:mailkeep:problem:store-unavailable).")
    public Response get(@Context HttpServerRequest request, @Context Request conditions) {
        Optional<DomainName> domain = domain(request.authority());
        Answer answer = domain.map(policies::of).orElseGet(Answer.NotHosted::new);
        return switch (answer) {
            case Answer.Found(var policy) -> {
                var tag = new EntityTag(policy.id());
                yield Optional.ofNullable(conditions.evaluatePreconditions(tag))
                        .orElseGet(() -> Response.ok(policy.text()))
                        .tag(tag)
                        .build();
            }
            case Answer.NotHosted() ->
                throw Problems.problem(421, "not-hosted", "Misdirected request", "This host is not served here.");
            case Answer.NotKnownYet() -> throw Calls.unavailable();
        };
    }

    private static Optional<DomainName> domain(@Nullable HostAndPort authority) {
        return Optional.ofNullable(authority)
                .flatMap(host -> DomainName.parse(host.host()))
                .filter(host -> host.value().startsWith(LABEL))
                .flatMap(DomainName::parent);
    }
}
